// The picture of the home page comes to life: touching a method lights its whole line.

import { mount } from "./explore/mount.js";
import { centre } from "./figure.js";

const picture = document.getElementById("picture");
const frame = picture?.querySelector(".scroll");
if (frame) {
  await mount(frame, { at: picture.dataset.at, up: Infinity, down: 1 });
  centre(frame);
}
