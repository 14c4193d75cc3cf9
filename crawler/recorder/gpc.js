// Global Privacy Control (W3C), section 4: true in pages and workers of a visitor who objects.
(() => {
  const objection = { get globalPrivacyControl() { return true; } };
  const described = Object.getOwnPropertyDescriptor(objection, "globalPrivacyControl");
  Object.defineProperty(Object.getPrototypeOf(navigator), "globalPrivacyControl", described);
})()
