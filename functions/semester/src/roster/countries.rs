//! Countries as a roster names them: by code, in Chinese or in English; and as
//! letters do.

use shared_domain::form::vocabulary::{Country, FieldCode, country};
use shared_platform::locale::Bilingual;

/// What countries and regions are called in Chinese (GB/T 2659 and what is usual),
/// each after its code.
const IN_CHINESE: &str = "\
AD安道尔 AE阿联酋 AE阿拉伯联合酋长国 AF阿富汗 AG安提瓜和巴布达 AI安圭拉 AL阿尔巴尼亚 AM亚美尼亚 AO安哥拉 \
AR阿根廷 AS美属萨摩亚 AT奥地利 AU澳大利亚 AW阿鲁巴 AZ阿塞拜疆 BA波黑 BA波斯尼亚和黑塞哥维那 BB巴巴多斯 \
BD孟加拉国 BD孟加拉 BE比利时 BF布基纳法索 BG保加利亚 BH巴林 BI布隆迪 BJ贝宁 BM百慕大 BN文莱 BO玻利维亚 BR巴西 \
BS巴哈马 BT不丹 BW博茨瓦纳 BY白俄罗斯 BZ伯利兹 CA加拿大 CD刚果(金) CD刚果民主共和国 CD民主刚果 CF中非 \
CF中非共和国 CG刚果(布) CG刚果共和国 CH瑞士 CI科特迪瓦 CK库克群岛 CL智利 CM喀麦隆 CN中国 CO哥伦比亚 \
CR哥斯达黎加 CU古巴 CV佛得角 CW库拉索 CY塞浦路斯 CZ捷克 DE德国 DJ吉布提 DK丹麦 DM多米尼克 DM多米尼克国 \
DO多米尼加 DO多米尼加共和国 DZ阿尔及利亚 EC厄瓜多尔 EE爱沙尼亚 EG埃及 ER厄立特里亚 ES西班牙 ET埃塞俄比亚 \
FI芬兰 FJ斐济 FM密克罗尼西亚 FM密克罗尼西亚联邦 FR法国 GA加蓬 GB英国 GD格林纳达 GE格鲁吉亚 GH加纳 GI直布罗陀 \
GL格陵兰 GM冈比亚 GN几内亚 GQ赤道几内亚 GR希腊 GT危地马拉 GU关岛 GW几内亚比绍 GY圭亚那 HK中国香港 HK香港 \
HN洪都拉斯 HR克罗地亚 HT海地 HU匈牙利 ID印度尼西亚 ID印尼 IE爱尔兰 IL以色列 IN印度 IQ伊拉克 IR伊朗 IS冰岛 \
IT意大利 JM牙买加 JO约旦 JP日本 KE肯尼亚 KG吉尔吉斯斯坦 KG吉尔吉斯 KH柬埔寨 KI基里巴斯 KM科摩罗 \
KN圣基茨和尼维斯 KP朝鲜 KR韩国 KR大韩民国 KW科威特 KY开曼群岛 KZ哈萨克斯坦 LA老挝 LB黎巴嫩 LC圣卢西亚 \
LI列支敦士登 LK斯里兰卡 LR利比里亚 LS莱索托 LT立陶宛 LU卢森堡 LV拉脱维亚 LY利比亚 MA摩洛哥 MC摩纳哥 \
MD摩尔多瓦 ME黑山 MG马达加斯加 MH马绍尔群岛 MK北马其顿 MK马其顿 ML马里 MM缅甸 MN蒙古 MN蒙古国 MO中国澳门 \
MO澳门 MR毛里塔尼亚 MT马耳他 MU毛里求斯 MV马尔代夫 MW马拉维 MX墨西哥 MY马来西亚 MZ莫桑比克 NA纳米比亚 \
NC新喀里多尼亚 NE尼日尔 NG尼日利亚 NI尼加拉瓜 NL荷兰 NO挪威 NP尼泊尔 NR瑙鲁 NU纽埃 NZ新西兰 OM阿曼 \
PA巴拿马 PE秘鲁 PF法属波利尼西亚 PG巴布亚新几内亚 PH菲律宾 PK巴基斯坦 PL波兰 PR波多黎各 PS巴勒斯坦 PT葡萄牙 \
PW帕劳 PY巴拉圭 QA卡塔尔 RO罗马尼亚 RS塞尔维亚 RU俄罗斯 RU俄罗斯联邦 RW卢旺达 SA沙特阿拉伯 SA沙特 \
SB所罗门群岛 SC塞舌尔 SD苏丹 SE瑞典 SG新加坡 SI斯洛文尼亚 SK斯洛伐克 SL塞拉利昂 SM圣马力诺 SN塞内加尔 \
SO索马里 SR苏里南 SS南苏丹 ST圣多美和普林西比 SV萨尔瓦多 SY叙利亚 SZ斯威士兰 SZ埃斯瓦蒂尼 TD乍得 TG多哥 \
TH泰国 TJ塔吉克斯坦 TL东帝汶 TM土库曼斯坦 TN突尼斯 TO汤加 TR土耳其 TT特立尼达和多巴哥 TV图瓦卢 TW中国台湾 \
TW台湾 TZ坦桑尼亚 UA乌克兰 UG乌干达 US美国 UY乌拉圭 UZ乌兹别克斯坦 VA梵蒂冈 VC圣文森特和格林纳丁斯 \
VE委内瑞拉 VN越南 VU瓦努阿图 WS萨摩亚 YE也门 ZA南非 ZM赞比亚 ZW津巴布韦";

/// What some are called in English beside the name of ISO 3166.
const IN_ENGLISH: [(&str, &str); 19] = [
    ("BO", "Bolivia"),
    ("BN", "Brunei"),
    ("CI", "Ivory Coast"),
    ("CZ", "Czech Republic"),
    ("GB", "United Kingdom"),
    ("IR", "Iran"),
    ("KP", "North Korea"),
    ("KR", "South Korea"),
    ("LA", "Laos"),
    ("MD", "Moldova"),
    ("PS", "Palestine"),
    ("RU", "Russia"),
    ("SY", "Syria"),
    ("TR", "Turkey"),
    ("TZ", "Tanzania"),
    ("US", "United States"),
    ("US", "USA"),
    ("VE", "Venezuela"),
    ("VN", "Vietnam"),
];

/// The country that a text names.
pub(crate) fn named(text: &str) -> Result<Country, FieldCode> {
    let coded = country(text).ok();
    let in_chinese = || IN_CHINESE.split_whitespace().filter_map(|each| each.split_at_checked(2));
    let in_english = || IN_ENGLISH.into_iter();
    let same = |name: &str| name.eq_ignore_ascii_case(text);
    let code = || {
        let found = in_chinese().chain(in_english()).find(|(_, name)| same(name));
        let found = found.map(|(code, _)| code);
        found.or_else(|| {
            let all = rust_iso3166::ALL.iter();
            let mut named = all.filter(|each| same(each.name) || same(each.alpha3));
            named.next().map(|each| each.alpha2)
        })
    };
    coded.or_else(|| country(code()?).ok()).ok_or("unknown_country")
}

/// What a country is called, of several names the first one; where it has none, by
/// its code.
pub(crate) fn name(code: &str) -> Bilingual {
    let all = IN_CHINESE.split_whitespace().filter_map(|each| each.split_at_checked(2));
    let in_chinese = all.into_iter().find(|(of, _)| *of == code).map(|(_, name)| name);
    let usual = IN_ENGLISH.into_iter().find(|(of, _)| *of == code).map(|(_, name)| name);
    let in_english = usual.or_else(|| Some(rust_iso3166::from_alpha2(code)?.name));
    Bilingual {
        en: in_english.unwrap_or(code).to_owned(),
        zh: in_chinese.unwrap_or(code).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_known_by_its_code_and_by_its_chinese_and_english_names() {
        for text in ["VN", "vn", "VNM", "越南", "Vietnam", "Viet Nam"] {
            assert_eq!(
                named(text).map(|country| country.to_string()).as_deref(),
                Ok("VN"),
                "{text}"
            );
        }
        assert_eq!(named("刚果(金)").map(|country| country.to_string()).as_deref(), Ok("CD"));
        assert_eq!(named("Atlantis"), Err("unknown_country"));
        assert_eq!(named(""), Err("unknown_country"));
    }

    #[test]
    fn a_letter_calls_a_country_by_its_usual_name() {
        for (code, en, zh) in
            [("VN", "Vietnam", "越南"), ("DE", "Germany", "德国"), ("US", "United States", "美国")]
        {
            assert_eq!(name(code), Bilingual { en: en.to_owned(), zh: zh.to_owned() });
        }
        assert_eq!(name("ZZ").zh, "ZZ");
    }

    #[test]
    fn every_code_of_the_table_is_one() {
        for entry in IN_CHINESE.split_whitespace() {
            let (code, name) = entry.split_at(2);
            assert!(country(code).is_ok(), "{code}");
            assert_eq!(
                named(name).map(|country| country.to_string()).as_deref(),
                Ok(code),
                "{name}"
            );
        }
    }
}
