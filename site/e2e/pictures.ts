import type { Page } from "@playwright/test";

/** A file for an upload field. */
export interface Picture {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** Something drawn, from the top left corner in pixels. */
type Shape =
  | { fill: string; ellipse: [x: number, y: number, radiusX: number, radiusY: number] }
  | { fill: string; rectangle: [x: number, y: number, width: number, height: number] }
  | { fill: string; text: [text: string, x: number, y: number, font: string] };

/** An ID photo that nobody is on: a head and shoulders on white. */
export function photo(page: Page): Promise<Picture> {
  return draw(page, "photo.jpg", 600, 800, [
    { fill: "#c68b6b", ellipse: [300, 330, 120, 160] },
    { fill: "#27456b", ellipse: [300, 800, 230, 260] },
  ]);
}

/** A passport page that says it is none. */
export function passportPage(page: Page, name = "passport.jpg"): Promise<Picture> {
  return draw(page, name, 1200, 850, [
    { fill: "#dfe8f1", rectangle: [30, 30, 1140, 790] },
    { fill: "#12355b", text: ["SPECIMEN PASSPORT", 80, 120, "48px sans-serif"] },
    { fill: "#12355b", text: ["TESTER  ANNA", 480, 320, "48px sans-serif"] },
    { fill: "#12355b", text: ["P<UTOTESTER<<ANNA<<<<<<<<<<<<<<<<<<<<<<<<<<<", 80, 700, "32px monospace"] },
  ]);
}

/** A paper photographed with a phone, that says what it is. */
export function paper(page: Page, title: string): Promise<Picture> {
  return draw(page, `${title.toLowerCase().replaceAll(" ", "-")}.jpg`, 1000, 1400, [
    { fill: "#f4efe2", rectangle: [40, 40, 920, 1320] },
    { fill: "#222222", text: [`SPECIMEN ${title}`, 90, 160, "44px sans-serif"] },
  ]);
}

/** Draws a JPEG on a canvas of the browser. */
async function draw(page: Page, name: string, width: number, height: number, shapes: Shape[]): Promise<Picture> {
  const base64 = await page.evaluate(
    ({ width, height, shapes }) => {
      const canvas = document.createElement("canvas");
      canvas.width = width;
      canvas.height = height;
      const context = canvas.getContext("2d");
      if (!context) throw new Error("this browser has no canvas");
      context.fillStyle = "#ffffff";
      context.fillRect(0, 0, width, height);
      for (const shape of shapes) {
        context.fillStyle = shape.fill;
        if ("rectangle" in shape) context.fillRect(...shape.rectangle);
        if ("ellipse" in shape) {
          context.beginPath();
          context.ellipse(...shape.ellipse, 0, 0, 2 * Math.PI);
          context.fill();
        }
        if ("text" in shape) {
          const [text, x, y, font] = shape.text;
          context.font = font;
          context.fillText(text, x, y);
        }
      }
      return canvas.toDataURL("image/jpeg", 0.9).split(",")[1] ?? "";
    },
    { width, height, shapes },
  );
  return { name, mimeType: "image/jpeg", buffer: Buffer.from(base64, "base64") };
}
