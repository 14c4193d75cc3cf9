// What pressing a button does, by its label: accept, reject, save, settings, pay, or '' where that
// is not certain. Given the patterns of words.py, by name; returns a function from a label to its
// kind and its rank (of several buttons of a kind the one that does most comes first), which also
// has ``plain``: a label as the patterns read it.
(words) => {
  const UNSURE = { kind: '' };
  // Refuses some of it: no answer to a banner, but the name of a switch that is turned around.
  const PARTIAL = { kind: '', refuses: true };
  const BEYOND_ASCII = { ł: 'l', ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe' };
  // Brackets, dashes and symbols part a label as a full stop does; a hyphen within a word does not.
  const MARKS = /[^\p{L}\p{N}\p{M}\s'$€-]+| -+ |^-+|-+$/u;
  const PRICE = /\d ?(€|\$|eur|zl\b|kr\b)|[€$] ?\d/;

  const plain = (label) => label.toLowerCase().normalize('NFD')
    .replace(/[\u0300-\u036f\u00ad\u200b-\u200d\ufeff]/g, '')
    .replace(/[łßøæœ]/g, (letter) => BEYOND_ASCII[letter])
    .replace(/[‘’`´]/g, "'").replace(/\s+/g, ' ').trim();
  const JOINTS = new RegExp(words.joint, 'g');
  const clauses = (said) => said.split(MARKS).flatMap((part) => part.replace(JOINTS, '\n').split('\n'))
    .map((part) => part.trim()).filter((part) => /[a-z]/.test(part));

  // One clause: does it refuse, does it agree, and to how much?
  const meaning = (said) => {
    const clause = said.replace(words.unnecessary, 'optional');
    const has = (concept) => words[concept].test(clause);
    if (has('remark')) return { kind: 'remark' };
    // "Close settings" leads to none.
    if (has('close') && (has('manage') || has('settings')) && !has('save')) return { kind: 'nothing' };
    if (has('manage')) return { kind: has('save') ? 'save' : 'settings', rank: 0 };
    const opening = clause.search(words.accept);
    if (has('information') && (opening < 0 || opening > 4)) {
      return { kind: has('settings') ? 'settings' : 'information' };
    }
    const accepts = opening >= 0, all = has('everything'), refuses = has('refuse');
    // "Accept all settings" keeps none of what was chosen.
    if (has('settings') && all && (accepts || refuses) && !has('save')) {
      return accepts && refuses ? UNSURE : { kind: accepts ? 'accept' : 'reject', rank: 3 };
    }
    if (has('settings') && all && accepts) return UNSURE;
    if (has('settings')) return { kind: has('save') || accepts ? 'save' : 'settings' };
    if (has('chosen')) return refuses ? UNSURE : { kind: 'save' };
    if (has('understood')) return { kind: 'understood' };
    const few = has('necessary') || (has('functional') && has('only'));
    return refuses ? refusal(clause, accepts && !few, all)
      : has('negation') || has('without') ? negated(clause, accepts)
        : few ? fewest(clause, accepts)
          : agreement(clause, accepts, all);
  };
  // "Reject ads" and "Reject all except analytics" leave the rest as it is.
  const partial = (clause) => ['purposes', 'partly'].some((one) => words[one].test(clause)) ||
    (words.besides.test(clause) && !words.necessary.test(clause));
  const refusal = (clause, accepts, all) =>
    accepts || ['negation', 'without', 'refuse'].some((one) => words[one].test(clause.replace(words.refuse, '')))
      ? UNSURE : partial(clause) ? PARTIAL : { kind: 'reject', rank: all ? 3 : 2 };
  const fewest = (clause, accepts) => {
    const has = (concept) => words[concept].test(clause);
    const unsure = has('optional') || (accepts && has('besides'));
    return unsure ? UNSURE : { kind: 'few', rank: accepts || has('only') ? 1 : 0 };
  };
  const negated = (clause, accepts) => {
    const has = (concept) => words[concept].test(clause);
    if (has('not_all') || (accepts && has('besides'))) return UNSURE;
    // "Do not continue without accepting" is twice a no.
    const first = clause.search(words.negation);
    if (first >= 0 && first < clause.search(words.unaccepting)) return UNSURE;
    // So is "I do not want to go on without cookies", or to do without them.
    if (first >= 0 && (first < clause.search(words.without) || words.forgo.test(clause))) return UNSURE;
    // "Without accepting" refuses; "accept without ads" and "without exception accept" do not.
    if (accepts && !has('negation') && !has('unaccepting')) return UNSURE;
    if (accepts || has('consent')) return partial(clause) ? PARTIAL : { kind: 'reject', rank: 2 };
    return { kind: has('no') ? 'no' : 'nothing' };
  };
  const agreement = (clause, accepts, all) => {
    const has = (concept) => words[concept].test(clause);
    if (has('no')) return { kind: 'no' };
    if (has('save') && !accepts) return all ? UNSURE : { kind: 'save' };
    if (accepts) {
      const unsure = ['besides', 'functional', 'only', 'partly'].some(has);
      return unsure ? UNSURE : { kind: 'accept', rank: all ? 3 : has('optional') ? 1 : 2 };
    }
    if (has('yes')) return { kind: 'understood' };
    if (has('besides')) return UNSURE;
    if (has('functional') || has('purposes')) return { kind: 'purpose' };
    if (has('optional')) return { kind: 'optional' };
    return { kind: has('harmless') ? 'harmless' : 'nothing' };
  };

  const meant = (label) => {
    const said = plain(label);
    if (words.pay.test(said) || PRICE.test(said)) return { kind: 'pay', rank: 0 };
    if (!words.decisive.test(said)) return UNSURE;
    const found = clauses(said).map(meaning);
    const says = (kind) => found.some((one) => one.kind === kind);
    const rank = Math.max(0, ...found.map((one) => one.rank ?? 0));
    // A button that says nothing but "You can change your choices at any time" leads to them.
    if (found.every((one) => one.kind === 'remark') && words.manage.test(said) && words.settings.test(said)) {
      return { kind: 'settings', rank };
    }
    // "No, let me choose" refuses nothing yet.
    if (says('settings')) return { kind: 'settings', rank };
    if (found.length === 1 && found[0].refuses && !said.includes('?')) return PARTIAL;
    if (says('') || said.includes('?') || words.undecided.test(said)) return UNSURE;
    if (found[0]?.kind === 'information') return UNSURE;
    // What follows a mere yes or no may turn it around: "Yes, delete my data".
    const bare = !['nothing', 'optional', 'purpose', 'information'].some(says);
    if (says('reject') || says('few') || (says('no') && bare)) {
      const unsure = says('accept') || (says('no') && says('understood')) || says('purpose') ||
        (says('optional') && !says('reject'));
      return unsure ? UNSURE : { kind: 'reject', rank: says('no') ? Math.max(rank, 2) : rank };
    }
    if (says('no')) return UNSURE;
    if (says('save') && !(says('accept') && rank === 3)) return { kind: 'save', rank };
    if (says('accept')) return { kind: 'accept', rank };
    return says('understood') && bare ? { kind: 'accept', rank: 0 } : UNSURE;
  };
  return Object.assign(meant, { plain });
}
