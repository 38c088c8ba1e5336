import { expect, test } from "vitest";
import { SERVICES, servicesWith } from "./services";

const found = (query: string) => servicesWith(query).map(({ name }) => name.en);

test.each([
  "registration",
  "REGISTER",
  "学期注册",
  "注册",
  "visa",
  "签证",
  "ｖｉｓａ",
  "residence permit",
  "居留许可",
  "留学生 签证",
  "留学生注册",
  "国际教育学院注册",
  "School of International Education registration",
])("semester_registration_is_found_by_%s", (query) => {
  expect(found(query)).toContain("Semester registration");
});

test.each(["留学生", "国际教育学院", "international education", "國際教育學院"])(
  "all_services_of_the_school_are_found_by_%s_and_no_other",
  (query) => {
    const ofSchool = SERVICES.filter(({ school }) => school === "international_education");
    expect(found(query)).toEqual(ofSchool.map(({ name }) => name.en));
  },
);

test.each(["学号", "student number", "绑定"])("the_claim_of_a_record_is_found_by_%s", (query) => {
  expect(found(query)[0]).toBe("Claim your student record");
});

test("without_a_word_all_services_are_shown_and_with_a_strange_one_none", () => {
  expect(servicesWith("  ")).toEqual(SERVICES);
  expect(servicesWith("食堂")).toEqual([]);
  expect(servicesWith("registration canteen")).toEqual([]);
});
