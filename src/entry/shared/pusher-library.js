// What the file of pusher-js is made from.
export { default } from "pusher-js";
