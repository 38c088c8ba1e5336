import { AxeBuilder } from "@axe-core/playwright";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";

/** Where pictures of every page go, if anybody wants them. */
const PICTURES = process.env.SCREENSHOTS;

/**
 * Looks at the page as it stands, in both languages, on a phone and on a
 * desktop: nothing that axe objects to, nothing wider than the screen, the
 * language said. The switch must lose
 * nothing of the page, so the test goes on afterwards where it was.
 */
export async function inspect(page: Page, name: string): Promise<void> {
  await inspectAsItIs(page, `${name}-en`, "en");
  await page.getByRole("button", { name: "中文" }).click();
  await inspectAsItIs(page, `${name}-zh`, "zh-CN");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
}

async function inspectAsItIs(page: Page, name: string, lang: string): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("lang", lang);
  const found = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  expect
    .soft(
      found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
      `axe on ${name}`,
    )
    .toEqual([]);
  const usual = page.viewportSize();
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(overflow, `${name} is wider than ${width} pixels by so many`).toBe(0);
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}-${width}.png`, fullPage: true });
  }
  if (usual) await page.setViewportSize(usual);
}
