// A finder for one document, whose patterns are made once. Given the patterns of words.py; returns a
// function that looks once.
(patterns) => {
  const { familiar, ...others } = patterns;
  const words = Object.fromEntries(
    Object.entries(others).map(([kind, pattern]) => [kind, new RegExp(pattern)]));
  words.familiar = familiar.split('\n').map((one) => new RegExp(`\\b(?:${one})\\b`, 'g'));
  const find = (FINDER), dom = (DOM)(words);
  return () => find(words, dom);
}
