// What IAB's TCF, GPP and US Privacy APIs, and Usercentrics 3, tell: they call back when they like.
([which, limit]) => {
  const text = (value, most = 20000) => (typeof value === 'string' ? value.slice(0, most) : '');
  const set = (flags) => Object.entries(flags ?? {}).filter(([, flag]) => flag === true).slice(0, 100).map(([id]) => String(id).slice(0, 8));
  const asking = {
    tcf: (done) => {
      const take = (data, success) => {
        if (success === false || data === null || typeof data !== 'object') return;
        if (typeof data.listenerId === 'number') window.__tcfapi('removeEventListener', 2, () => {}, data.listenerId);
        done({
          applies: data.gdprApplies !== false,
          status: text(data.eventStatus, 40),
          string: text(data.tcString),
          purposes: set(data.purpose?.consents),
          vendors: set(data.vendor?.consents).length,
        });
      };
      window.__tcfapi('getTCData', 2, take);
      // Version 2.2 took getTCData away; a listener is told the present state at once.
      window.__tcfapi('addEventListener', 2, take);
    },
    gpp: (done) => window.__gpp('ping', (data) => done({ string: text(data?.gppString) })),
    usp: (done) => window.__uspapi('getUSPData', 1, (data) => done({ string: text(data?.uspString, 10) })),
    usercentrics: async (done) => {
      const { consent, services } = await window.__ucCmp.getConsentDetails();
      const asked = Object.values(services ?? {}).filter((one) => one?.essential !== true).slice(0, 200);
      const grants = Object.fromEntries(asked.map((one) => [text(one.name, 80), one.consent?.given === true]));
      done({ answered: { EXPLICIT: true, IMPLICIT: false }[consent?.type] ?? null, grants });
    },
  };
  return new Promise((resolve) => {
    setTimeout(() => resolve({}), limit);
    Promise.resolve().then(() => asking[which](resolve)).catch(() => resolve({}));
  });
}
