import type { Locator } from "@playwright/test";

/** The contrast of an element's text to what is behind it (WCAG 2.2), and how bright that is, from 0 to 1. */
export function contrast(element: Locator): Promise<{ ratio: number; background: number }> {
  return element.evaluate((node) => {
    const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    if (!context) throw new Error("no canvas");
    const rgba = (colour: string) => {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
      return [...context.getImageData(0, 0, 1, 1).data];
    };
    const luminance = ([red, green, blue]: number[]) => {
      const [r, g, b] = [red, green, blue].map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    let behind: number[] = [255, 255, 255, 255];
    for (let at: Element | null = node; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) {
        behind = colour;
        break;
      }
    }
    const background = luminance(behind);
    const text = luminance(rgba(getComputedStyle(node).color));
    return { ratio: (Math.max(text, background) + 0.05) / (Math.min(text, background) + 0.05), background };
  });
}
