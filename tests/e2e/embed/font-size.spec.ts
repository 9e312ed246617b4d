// The font size that the visitor chose counts in an embed; the host page's root size says nothing about it.
import { SCRIPT, element as chat, expect, test } from "../support/embedding";

test("an embed has the visitor's font size, whatever the host page's root has", async ({ visit, tokenOf }) => {
  const root = "<style>:root { font-size: 62.5% }</style>";
  const ada = await visit(`${root}<div style="height: 600px">${chat("", await tokenOf("Ada"))}</div>${SCRIPT}`);
  await expect(ada.chat.root).toHaveAttribute("data-connection", "live");
  await expect(ada.chat.composer).toHaveCSS("font-size", "15px");
  const session = await ada.page.context().newCDPSession(ada.page);
  await session.send("Page.setFontSizes" as never, { fontSizes: { standard: 24, fixed: 20 } } as never);
  await ada.page.reload();
  await expect(ada.chat.composer).toHaveCSS("font-size", "22.5px");
});
