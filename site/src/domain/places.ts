import type { Choice } from "./choice";

/** ISO 3166-1 alpha-2. The names are the browser's own, in the reader's language. */
const COUNTRIES =
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
  "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO " +
  "FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE " +
  "JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO " +
  "MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW " +
  "PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM " +
  "TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/** ISO 639-1. */
const LANGUAGES =
  "aa ab af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cv cy da de dv dz ee el en eo es et " +
  "eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz id ig ii ik is it iu ja jv ka kg ki kj kk kl " +
  "km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn nr nv ny " +
  "oc oj om or os pa pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti " +
  "tk tl tn to tr ts tt tw ty ug uk ur uz ve vi wa wo xh yi yo za zh zu";

/** Every country and region, by its name. */
export function countryChoices(locale: string): Choice<string>[] {
  return choices(COUNTRIES, "region", locale);
}

/** Every language that has a two-letter code, by its name. */
export function languageChoices(locale: string): Choice<string>[] {
  return choices(LANGUAGES, "language", locale);
}

/** The name of a country, or its code where the browser knows none. */
export function countryName(code: string, locale: string): string {
  return namesOf("region", locale)(code);
}

/** The name of a language, or its code where the browser knows none. */
export function languageName(code: string, locale: string): string {
  return namesOf("language", locale)(code);
}

function choices(codes: string, type: "region" | "language", locale: string): Choice<string>[] {
  const name = namesOf(type, locale);
  const order = new Intl.Collator(locale);
  return codes
    .split(" ")
    .map((value) => ({ value, text: name(value) }))
    .sort((one, other) => order.compare(one.text, other.text));
}

function namesOf(type: "region" | "language", locale: string): (code: string) => string {
  const names = new Intl.DisplayNames([locale], { type });
  return (code) => (/^[a-z]{2}$/i.test(code) ? (names.of(code) ?? code) : code);
}
