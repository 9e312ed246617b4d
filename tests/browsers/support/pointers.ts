// A mouse, a finger and a wheel: the part of selenium-webdriver's actions that its published types lack.
import type { WebDriver, WebElement } from "selenium-webdriver";
import * as input from "selenium-webdriver/lib/input";

type Step = object;

interface Device {
  move(options: { origin: WebElement; duration: number }): Step;
  press(): Step;
  release(): Step;
}

interface Sequence {
  insert(device: Device, ...steps: Step[]): Sequence;
  scroll(x: number, y: number, byX: number, byY: number, origin: unknown, duration: number): Sequence;
  perform(): Promise<void>;
  clear(): Promise<void>;
}

const { Pointer, Origin } = input as unknown as {
  Pointer: (new (id: string, type: string) => Device) & { Type: Record<"MOUSE" | "TOUCH", string> };
  Origin: { VIEWPORT: unknown };
};
const actions = (driver: WebDriver) => driver.actions() as unknown as Sequence;

export const mouse = new Pointer("mouse", Pointer.Type.MOUSE);
export const finger = new Pointer("finger", Pointer.Type.TOUCH);

/** Puts the pointer on an element, and presses. */
export async function presses(driver: WebDriver, pointer: Device, origin: WebElement): Promise<void> {
  await actions(driver).insert(pointer, pointer.move({ origin, duration: 0 }), pointer.press()).perform();
}

export async function releases(driver: WebDriver, pointer: Device): Promise<void> {
  await actions(driver).insert(pointer, pointer.release()).perform();
}

/** Turns the wheel at a place of the window, up if negative. */
export async function turnsWheel(driver: WebDriver, x: number, y: number, pixels: number): Promise<void> {
  await actions(driver).scroll(Math.round(x), Math.round(y), 0, pixels, Origin.VIEWPORT, 0).perform();
  // WebKit's driver does nothing for the same turn once more, unless this one has ended.
  await actions(driver).clear();
}
