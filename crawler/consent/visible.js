// Whether a person could see an element: it is shown, has a size, and lies where one can scroll to.
(element) => {
  const above = (one) => one.parentElement ??
    (one.getRootNode() instanceof ShadowRoot ? one.getRootNode().host : null);
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  const box = element.getBoundingClientRect();
  if (box.width < 2 || box.height < 2 || box.right <= 0 || box.left >= innerWidth) return false;
  const inside = box.bottom > 0 && box.top < innerHeight;
  if (inside) return true;
  // What is fixed, or inside something fixed, does not come into view by scrolling.
  for (let one = element; one; one = above(one)) {
    if (getComputedStyle(one).position === 'fixed') return false;
  }
  return true;
}
