// On a phone, with characters much narrower than elsewhere, everything is still large enough for a finger: no size depends on a font.
import { CONTROLS, smallerThan } from "../support/accessibility";
import { states } from "../support/states";
import { expect, test } from "../support/test";

test.use({ locale: "en-US" });

for (const state of states.filter(({ isOfPage, isNarrow }) => isOfPage || isNarrow)) {
  test.describe(state.name, () => {
    test.use({ site: state.site ?? {} });

    test("everything is large enough for a finger", async ({ join, backend }) => {
      const ada = await join("Ada Lovelace", { hasTouch: true, isMobile: true, viewport: { width: 1280, height: 800 } });
      await ada.page.emulateMedia({ reducedMotion: "reduce" });
      await state.show({ ada, join, backend });
      await ada.page.setViewportSize({ width: 390, height: 844 });
      expect(await smallerThan(44, ada.page.locator(CONTROLS))).toEqual([]);
    });
  });
}
