// Conversations in the languages of the pictures.
import type { OldMessage } from "../history";
import { HOUR, LONG_NAME } from "./conversations";

const now = Date.now();
const at = (minutes: number, from: string, text: string): OldMessage => ({ from, text, at: now - minutes * (HOUR / 60) });

export const ARABIC_TALK: OldMessage[] = [
  at(3_000, "ليلى حداد", "صباح الخير! النسخة المرشحة موجودة الآن على خادم الاختبار."),
  at(2_999, "ليلى حداد", "أرجو أن تنظروا قبل كل شيء إلى صفحة تسجيل الدخول."),
  at(2_990, "عمر النجار", "تبدو جيدة هنا. لاحظت شيئًا واحدًا: في النافذة الضيقة ينتقل الزر إلى ما تحت الحقل، وهذا غير متوقع بعض الشيء. هل أفتح بلاغًا عنه، أم أن أحدًا يعمل عليه بالفعل؟"),
  at(2_988, "Ada Lovelace", "أنا أعمل عليه."),
  at(180, "Grace Hopper", "The draft is at https://example.org/notes/2026-11?draft=2"),
  at(120, "عمر النجار", "**مهم:** ما يجب فعله قبل التحديث\n1. نسخة احتياطية\n2. تشغيل `make build` ثم `make test`\n3. إخبار @Ada Lovelace"),
  at(60, "ليلى حداد", "> هل نطلقها اليوم؟\nنعم، بعد الغداء 🎉"),
  at(2, "Ada Lovelace", "إذًا نطلقها."),
];

export const HEBREW_TALK: OldMessage[] = [
  at(3_000, "נועה לוי", "בוקר טוב! הגרסה המועמדת נמצאת בשרת הבדיקות."),
  at(2_999, "נועה לוי", "בבקשה להסתכל קודם כול על דף הכניסה."),
  at(2_990, "יונתן כהן", "נראה טוב אצלי. מצאתי דבר אחד: בחלון צר הכפתור יורד אל מתחת לשדה, וזה קצת לא צפוי. לפתוח על זה תקלה, או שמישהו כבר מטפל בזה?"),
  at(2_988, "Ada Lovelace", "אני על זה."),
  at(180, "Grace Hopper", "The draft is at https://example.org/notes/2026-11?draft=2"),
  at(120, "יונתן כהן", "**חשוב:** מה לעשות לפני העדכון\n1. גיבוי\n2. להריץ `make build` ואז `make test`\n3. לעדכן את @Ada Lovelace"),
  at(60, "נועה לוי", "> לשחרר היום?\nכן, אחרי ארוחת הצהריים 🎉"),
  at(2, "Ada Lovelace", "אז משחררים."),
];

export const GERMAN_TALK: OldMessage[] = [
  at(3_000, LONG_NAME, "Guten Morgen! Die Veröffentlichungskandidatin liegt auf dem Testsystem."),
  at(2_999, LONG_NAME, "Bitte seht euch vor allem die Anmeldeseite an."),
  at(2_990, "Jürgen Großmann", "Sieht gut aus. Eine Kleinigkeit: In einem schmalen Fenster rutscht die Schaltfläche unter das Eingabefeld. Die Barrierefreiheitsstärkungsgesetzbeauftragte hat schon nachgefragt."),
  at(2_988, "Ada Lovelace", "Ich bin dran."),
  at(120, "Jürgen Großmann", "**Wichtig:** Was vor der Aktualisierung zu tun ist\n1. Datensicherung\n2. `make build`, dann `make test`\n3. @Ada Lovelace Bescheid sagen"),
  at(2, "Ada Lovelace", "Dann veröffentlichen wir."),
];
