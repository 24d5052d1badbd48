import type { Locale } from "@talent/core/alert/rule";

/** What stands around the notices themselves. */
export type MailTexts = {
  readonly notice: string;
  readonly notices: (total: number) => string;
  readonly digestSubject: (total: number) => string;
  readonly takenBack: string;
  readonly others: string;
  readonly more: (count: number) => string;
  readonly evidence: string;
  readonly page: string;
  readonly because: string;
  readonly manage: string;
  readonly stop: string;
  readonly colon: string;
  /** Between two sentences. */
  readonly gap: string;
  readonly confirm: ConfirmationTexts;
};

export type ConfirmationTexts = {
  readonly subject: string;
  readonly lead: string;
  readonly asked: string;
  readonly everything: string;
  readonly operator: string;
  readonly future: string;
  readonly cadence: Readonly<Record<"instant" | "daily" | "weekly", string>>;
  readonly press: string;
  readonly expires: string;
  readonly ignore: string;
  readonly never: string;
};

const ENGLISH: MailTexts = {
  notice: "Notice",
  notices: (total) => `${total.toLocaleString("en")} notices`,
  digestSubject: (total) => `${total.toLocaleString("en")} notices: `,
  takenBack: "Taken back",
  others: "New",
  more: (count) => `And ${count.toLocaleString("en")} more, all of them on the page of alerts`,
  evidence: "The evidence",
  page: "This notice on the dashboard",
  because: "You get this mail because you subscribed. It is sent to you alone and reports nothing back.",
  manage: "Change your subscriptions",
  stop: "Stop all mails",
  colon: ": ",
  gap: " ",
  confirm: {
    subject: "Please confirm: alerts about China’s AI talent",
    lead: "Somebody, most likely you, subscribed this address to the following:",
    asked: "Asked for",
    everything: "every claim, indicator and source",
    operator: "how our own looks at the sources fare",
    future: "rules that are added later count as well",
    cadence: { instant: "at once", daily: "once a day, in one mail", weekly: "once a week, in one mail" },
    press: "Confirm",
    expires: "The link shows a page with a button; nothing counts before you press it. It works for 48 hours.",
    ignore: "If you did not ask for this, ignore this mail: without a confirmation nothing more is sent.",
    never: "Do not write to this address again",
  },
};

const CHINESE: MailTexts = {
  notice: "通知",
  notices: (total) => `${total.toLocaleString("zh-CN")}条通知`,
  digestSubject: (total) => `${total.toLocaleString("zh-CN")}条通知：`,
  takenBack: "已撤回",
  others: "新通知",
  more: (count) => `另有${count.toLocaleString("zh-CN")}条，全部列于通知页面`,
  evidence: "证据",
  page: "在网站上查看此通知",
  because: "您收到此邮件，是因为您曾要求接收通知。本邮件只发给您一人，不含任何跟踪。",
  manage: "更改接收内容",
  stop: "停止所有邮件",
  colon: "：",
  gap: "",
  confirm: {
    subject: "请确认：中国AI人才数据通知",
    lead: "有人（很可能是您本人）要求向此地址发送以下通知：",
    asked: "所要求的内容",
    everything: "全部论断、指标和来源",
    operator: "我方对各来源的查看情况",
    future: "以后新增的规则也包括在内",
    cadence: { instant: "即时", daily: "每日一封汇总", weekly: "每周一封汇总" },
    press: "确认",
    expires: "链接打开的页面上有一个按钮，按下之后才生效。链接48小时内有效。",
    ignore: "如果这不是您的要求，请忽略此邮件：未经确认，我们不会再发送任何内容。",
    never: "不要再给此地址写信",
  },
};

const TEXTS: Readonly<Record<Locale, MailTexts>> = { en: ENGLISH, "zh-CN": CHINESE };

export const mailTexts = (locale: Locale): MailTexts => TEXTS[locale];
