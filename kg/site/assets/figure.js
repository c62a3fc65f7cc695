// A picture that is wider than its frame begins at the method it is about.

/** Scrolls a frame so that the focus of its picture is in the middle. */
export function centre(frame) {
  const focus = frame.querySelector(".focus");
  if (!focus || frame.scrollWidth <= frame.clientWidth) return;
  const at = focus.getBoundingClientRect();
  frame.scrollLeft += at.left + at.width / 2 - frame.getBoundingClientRect().left - frame.clientWidth / 2;
}
