// What of a browser the chat uses, by the names in MDN's browser-compat-data, each with a sign of it in the sources.
// CSS properties and selectors need no line here unless a browser that is old enough to be supported lacks them.

/** Without these the chat does not work. They decide which versions are supported. */
export const NEEDED = [
  ["css.types.color.light-dark", "light-dark("],
  ["css.types.color.color-mix", "color-mix("],
  ["css.types.color.oklch", "oklch("],
  ["css.at-rules.container", "@container"],
  ["css.types.length.container_query_length_units", "cqi"],
  ["css.types.length.viewport_percentage_units_dynamic", "dvh"],
  ["api.HTMLElement.showPopover", "show_popover("],
  ["api.HTMLDialogElement.showModal", "show_modal("],
  ["api.HTMLElement.inert", "inert"],
  ["api.Document.adoptedStyleSheets", "adoptedStyleSheets"],
  ["api.ResizeObserver", "ResizeObserver"],
  ["api.IntersectionObserver", "IntersectionObserver"],
  ["api.AbortSignal", "AbortSignal"],
  ["api.Element.replaceChildren", "replaceChildren("],
  ["javascript.classes.private_class_fields", "#config"],
  ["javascript.classes.static.initialization_blocks", "static {"],
  ["javascript.builtins.Array.findLast", "findLast"],
  ["javascript.builtins.Object.hasOwn", "Object.hasOwn("],
  ["javascript.builtins.Intl.ListFormat", "ListFormat"],
  ["javascript.builtins.Intl.PluralRules", "PluralRules"],
  ["javascript.builtins.Intl.RelativeTimeFormat", "RelativeTimeFormat"],
  ["webassembly.bulk-memory-operations", "bulk-memory"],
  ["webassembly.extended-constant-expressions", "extended-const"],
  ["webassembly.multi-value", "multivalue"],
  ["webassembly.non-trapping-float-to-int-conversions", "nontrapping-float-to-int"],
  ["webassembly.reference-types", "reference-types"],
];

/** With these it is better; the last column says what happens without. */
export const BETTER = [
  ["css.properties.field-sizing", "field-sizing", "a script sets the height of the field"],
  ["api.CloseWatcher", "CloseWatcher", "a phone's way back leaves the page instead of closing a menu"],
  ["api.Window.requestIdleCallback", "requestIdleCallback", "what can wait is done after a pause"],
  ["css.properties.box-decoration-break", "box-decoration-break", "code that is broken over two lines has one box, cut in two"],
  ["css.properties.accent-color", "accent-color", "switches and marks have the browser's colour"],
  ["css.properties.scrollbar-color", "scrollbar-color", "scroll bars have the browser's colour"],
  ["css.properties.scrollbar-width", "scrollbar-width", "scroll bars have the browser's width"],
  ["css.properties.overflow-anchor", "overflow-anchor", "nothing: the list keeps its place by itself, and turns the browser's way off"],
  ["css.properties.content-visibility", "content-visibility", "rows out of sight are laid out too"],
  ["css.properties.contain-intrinsic-block-size", "contain-intrinsic-block-size", "rows out of sight are laid out too"],
  ["css.properties.forced-color-adjust", "forced-color-adjust", "nothing: the browser has no forced colours"],
  ["css.properties.text-size-adjust", "text-size-adjust", "nothing: the browser makes no text larger by itself"],
  ["css.properties.resize", "resize: vertical", "iOS: the doctor's field for a report keeps its height"],
  ["css.properties.zoom", "zoom: 1", "nothing: a host page's own zoom has no effect there either"],
  ["css.properties.-webkit-tap-highlight-color", "tap-highlight-color", "a touch is shown by the browser"],
  ["css.properties.-webkit-touch-callout", "touch-callout", "nothing: only iOS has it"],
];
