//! The same page for WeasyPrint: the same words in the same type, as HTML.

use std::error::Error;
use std::path::Path;

use qrcodegen::{QrCode, QrCodeEcc};
use shared_letter::{Bilingual, Fonts, Letter};

const STYLE: &str = "
@page { size: A4; margin: 46pt 62pt 40pt }
body { font: 9.5pt/14pt Latin, Han; margin: 0 }
p { margin: 0 }
.center { text-align: center }
.small { font-size: 8pt; line-height: 11.5pt }
table { border-spacing: 0; margin: 6pt 0 }
td { padding: 0 0 2pt; vertical-align: top }
td:first-child { width: 168pt }
.attestation { display: flex; margin-top: 12pt }
.attestation svg { width: 84pt; height: 84pt }
.words { width: 240pt; padding: 0 12pt }
.seal { width: 107pt; height: 89pt; padding: 30pt 6pt 0; border: 0.6pt dashed #787878; border-radius: 60pt; box-sizing: content-box }
footer { position: absolute; bottom: 0; width: 100% }
";

/// The page as HTML that refers to the fonts by their files.
pub(crate) fn page(letter: &Letter, fonts: &Path) -> Result<String, Box<dyn Error>> {
    let [han, latin] = Fonts::FILES.map(|file| format!("file://{}", fonts.join(file).display()));
    let Letter { issuer, title, check, .. } = letter;
    let date = Bilingual::date(letter.issued);
    let rows: String = letter
        .facts
        .iter()
        .map(|fact| {
            let label = format!("{} {}", fact.label.zh, fact.label.en);
            format!("<tr><td>{}<td>{}", escaped(&label), escaped(&fact.value.text()))
        })
        .collect();
    let both = |class: &str, zh: &str, en: &str| {
        format!(
            "<p class='{class}' lang=zh-CN>{}<p class='{class}' lang=en>{}",
            escaped(zh),
            escaped(en)
        )
    };
    let parts = [
        both("center", &issuer.university.zh, &issuer.university.en),
        "<hr>".to_owned(),
        format!("<p>编号 Number: {}<p>日期 Date: {}", letter.number, date.on_one_line()),
        format!(
            "<h1 class=center>{}</h1><p class=center>{}",
            escaped(&title.zh),
            escaped(&title.en)
        ),
        both("", &format!("致：{}", letter.addressee.zh), &format!("To: {}", letter.addressee.en)),
        both("", &letter.opening.zh, &letter.opening.en),
        format!("<table>{rows}</table>"),
        both("", &letter.closing.zh, &letter.closing.en),
        format!(
            "<div class=attestation>{}<div class='words small'>",
            qr_code(&check.link(letter.number))?
        ),
        format!("<p>核对码 Check code: {}", check.code),
        both(
            "small",
            &format!("查验本证明：请扫描二维码，或打开 {} 并输入编号和核对码。", check.page),
            &format!(
                "To verify this letter, scan the code, or open {} and enter the number and the check code.",
                check.page
            ),
        ),
        both(
            "small",
            "查验页仅显示编号、姓名首字母和有效期。",
            "The page confirms the number, the initials and the validity, and shows nothing else.",
        ),
        format!(
            "</div><div class='seal center'>{}<br>{}<br>（盖章） Official seal</div></div>",
            issuer.university.zh, date.zh
        ),
        "<footer>".to_owned(),
        both(
            "center small",
            &format!("{}，{}", issuer.office.zh, issuer.address.zh),
            &format!("{}, {}", issuer.office.en, issuer.address.en),
        ),
        format!("<p class='center small'>{}</footer>", escaped(&issuer.contact)),
    ];
    let faces = format!(
        "@font-face {{ font-family: Han; src: url('{han}') }} @font-face {{ font-family: Latin; src: url('{latin}') }}"
    );
    Ok(format!(
        "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>{}</title><style>{faces}{STYLE}</style>{}",
        escaped(&title.zh),
        parts.concat()
    ))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn qr_code(link: &str) -> Result<String, Box<dyn Error>> {
    let code = QrCode::encode_text(link, QrCodeEcc::Medium)?;
    let side = code.size();
    let dark = (0..side * side).map(|place| (place % side, place / side));
    let path: String = dark
        .filter(|(x, y)| code.get_module(*x, *y))
        .map(|(x, y)| format!("M{x} {y}h1v1h-1z"))
        .collect();
    Ok(format!("<svg viewBox='0 0 {side} {side}'><path d='{path}'/></svg>"))
}
