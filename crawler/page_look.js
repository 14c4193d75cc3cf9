// What a page looks like as a whole: how it is built, how it calls itself, and whether it is a wall.
() => {
  const CAPTCHAS = {
    recaptcha: ".g-recaptcha:not([data-size=invisible]), iframe[src*='recaptcha']:not([src*='size=invisible'])",
    hcaptcha: ".h-captcha:not([data-size=invisible]), iframe[src*='hcaptcha.com']:not([src*='size=invisible'])",
    turnstile: ".cf-turnstile, iframe[src*='challenges.cloudflare.com']",
    friendlycaptcha: '.frc-captcha',
    arkose: "#FunCaptcha, iframe[src*='arkoselabs.com'], iframe[src*='funcaptcha.com']",
    geetest: '.geetest_captcha, .geetest_holder',
    datadome: "iframe[src*='captcha-delivery.com']",
    perimeterx: '#px-captcha, #px-captcha-wrapper',
    incapsula: "iframe[src*='_Incapsula_Resource']",
    cloudflare: '#challenge-form, #challenge-running, #cf-challenge-running, #cf-error-details, #challenge-error-text',
    awswaf: "#captcha-container awswaf-captcha, awswaf-captcha, iframe[src*='awswaf.com']",
  };
  const FIELDS = 'input:not([type=hidden], [type=submit], [type=button], [type=checkbox], [type=image]), select, textarea';
  const shown = (element) => element.checkVisibility ? element.checkVisibility() : true;
  const parts = new Set();
  const down = (element, depth) => {
    if (depth > 7 || parts.size > 400) return;
    for (const one of [...element.children].slice(0, 60)) {
      const names = [...one.classList].slice(0, 3).map((name) => name.replace(/\d+/g, '#')).join('.');
      if (!['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(one.tagName)) parts.add(`${one.localName}.${names}`);
      down(one, depth + 1);
    }
  };
  const body = document.body ?? document.documentElement;
  down(body, 0);
  const fields = [...document.querySelectorAll(FIELDS)].filter(shown);
  return {
    title: document.title.slice(0, 200),
    text: (body.innerText ?? '').slice(0, 4000),
    links: document.links.length,
    fields: fields.filter((one) => !/captcha|turnstile/i.test(one.name)).length,
    password: fields.some((one) => one.type === 'password'),
    captchas: Object.keys(CAPTCHAS).filter((name) => document.querySelector(CAPTCHAS[name])),
    canonical: document.querySelector('link[rel~=canonical][href]')?.href ?? '',
    structure: [...parts],
  };
}
