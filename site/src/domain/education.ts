/** What one can have completed, the least first: the form asks for it, and so does the check before it. */
export const EDUCATION = {
  en: {
    elementary: "Elementary school",
    junior_high: "Junior high school",
    senior_high: "Senior high school",
    technical_secondary: "Technical secondary school",
    vocational_college: "Vocational college",
    bachelor: "Bachelor",
    master: "Master",
    doctorate: "Doctorate",
  },
  zh: {
    elementary: "小学",
    junior_high: "初中",
    senior_high: "高中",
    technical_secondary: "中专",
    vocational_college: "大专",
    bachelor: "本科",
    master: "硕士",
    doctorate: "博士",
  },
};
