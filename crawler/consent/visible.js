// Whether a person could see an element: it is shown, has a size, and lies where one can scroll to.
// What is still sliding or fading in is judged by the end of that, which a stopped clock never sees.
(element) => {
  const above = (one) => one.parentElement ??
    (one.getRootNode() instanceof ShadowRoot ? one.getRootNode().host : null);
  const SIDES = { top: 1, left: 1, bottom: -1, right: -1 };
  // How the running animations of one element leave it: its properties in their last keyframes.
  const ends = (one) => Object.assign({}, ...one.getAnimations().map((animation) => {
    const timing = animation.effect?.getComputedTiming();
    const ending = animation.playState === 'running' && timing?.direction === 'normal' &&
      Number.isFinite(timing.endTime);
    return ending ? animation.effect.getKeyframes().at(-1) : {};
  }));
  const translated = (transform) => {
    try {
      const { e, f } = new DOMMatrix(transform);
      return [e, f];
    } catch {
      return [NaN, NaN]; // in percent: it ends away from its place
    }
  };
  // The property of that name, whose percentages are of the element's own size.
  const shifted = (one, translate) => ['offsetWidth', 'offsetHeight'].map((size, n) => {
    const part = (translate === 'none' ? '' : translate).split(' ')[n] ?? '0';
    return parseFloat(part || '0') * (part.endsWith('%') ? one[size] / 100 : 1);
  });
  // How far the end lies from where it stands now, in pixels to the right and down.
  const moved = (one) => {
    const end = ends(one), now = getComputedStyle(one);
    const [right, down] = end.transform ? translated(end.transform) : [0, 0];
    const [x, y] = end.transform ? translated(now.transform) : [0, 0];
    const [into, below] = end.translate ? shifted(one, end.translate) : [0, 0];
    const [across, under] = end.translate ? shifted(one, now.translate) : [0, 0];
    const side = (name) => end[name] ? SIDES[name] * (parseFloat(end[name]) - parseFloat(now[name])) : 0;
    return [
      right - x + into - across + side('left') + side('right'),
      down - y + below - under + side('top') + side('bottom'),
    ];
  };
  const line = [];
  for (let one = element; one; one = above(one)) line.push(one);
  const moving = document.getAnimations().length > 0;

  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) {
    if (!moving || !element.checkVisibility({ visibilityProperty: true })) return false;
    const clear = line.every((one) => getComputedStyle(one).opacity > 0 || ends(one).opacity > 0);
    if (!clear) return false;
  }
  // What its own or an outer clip-path leaves of a box, where that is an inset: nothing, or some.
  const cutAway = (one) => {
    const clip = ends(one).clipPath ?? getComputedStyle(one).clipPath;
    const sides = /^inset\(([^)]*)\)/.exec(clip)?.[1].split('round')[0].trim().split(/\s+/);
    if (!sides) return false;
    const [top, right = top, bottom = top, left = right] = sides;
    const { width, height } = one.getBoundingClientRect();
    const taken = (side, whole) => parseFloat(side) * (side.endsWith('%') ? whole / 100 : 1);
    return taken(top, height) + taken(bottom, height) > height - 2 ||
      taken(left, width) + taken(right, width) > width - 2;
  };
  if (line.some(cutAway)) return false;
  const box = element.getBoundingClientRect();
  if (box.width < 2 || box.height < 2) return false;
  // Whether it can be seen there. What is fixed does not come into view by scrolling.
  const lies = (x, y) => box.right + x > 0 && box.left + x < innerWidth &&
    ((box.bottom + y > 0 && box.top + y < innerHeight) ||
      !line.some((one) => getComputedStyle(one).position === 'fixed'));
  if (lies(0, 0) || !moving) return lies(0, 0);
  return lies(...line.map(moved).reduce(([x, y], [dx, dy]) => [x + dx, y + dy], [0, 0]));
}
