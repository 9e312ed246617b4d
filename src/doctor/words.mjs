// What the doctor says in the visitor's language: headings, verdicts, buttons. Details are in English: they are for whoever
// runs the site. All languages are in this file: the chat's own catalogues may be what cannot be loaded.

const KEYS = [
  "title", "intro", "browser", "settings", "files", "api", "live", "sending", "ok", "wrong", "note", "skipped", "running", "fine",
  "seen", "expected", "means", "fix", "send", "sendHint", "copy", "copied", "notCopied", "again", "back", "close",
];

// One line for each key, in the order of KEYS.
const TEXTS = {
  en: `What is wrong?
Each check says what was seen, what was expected, and what to change. Nothing is sent unless you press the button for it.
Browser
Settings
Files
API
Live connection
Test message
OK
Wrong
Note
Not checked
Checking…
Nothing is wrong.
Seen
Expected
In the chat
To change
Send a test message
Everyone in this channel will see it:
Copy the report
Copied
It could not be copied
Check again
Back to the chat
Close`,
  ar: `ما المشكلة؟
يوضح كل فحص ما شوهد وما كان متوقعًا وما يجب تغييره. لا يُرسل شيء إلا إذا ضغطت الزر المخصص لذلك.
المتصفح
الإعدادات
الملفات
واجهة API
الاتصال المباشر
رسالة تجريبية
سليم
خطأ
ملاحظة
لم يُفحص
جارٍ الفحص…
لا توجد مشكلة.
المشاهَد
المتوقع
في الدردشة
ما يجب تغييره
إرسال رسالة تجريبية
سيراها كل من في هذه القناة:
نسخ التقرير
تم النسخ
تعذر النسخ
الفحص من جديد
العودة إلى الدردشة
إغلاق`,
  de: `Was stimmt nicht?
Jede Prüfung sagt, was zu sehen war, was erwartet wurde und was zu ändern ist. Gesendet wird nur, wenn Sie den Knopf dafür drücken.
Browser
Einstellungen
Dateien
API
Live-Verbindung
Testnachricht
In Ordnung
Falsch
Hinweis
Nicht geprüft
Wird geprüft…
Es ist alles in Ordnung.
Gesehen
Erwartet
Im Chat
Zu ändern
Testnachricht senden
Alle in diesem Kanal werden sie sehen:
Bericht kopieren
Kopiert
Kopieren war nicht möglich
Noch einmal prüfen
Zurück zum Chat
Schließen`,
  es: `¿Qué falla?
Cada comprobación dice qué se vio, qué se esperaba y qué hay que cambiar. No se envía nada si no pulsa el botón para ello.
Navegador
Configuración
Archivos
API
Conexión en directo
Mensaje de prueba
Correcto
Error
Aviso
Sin comprobar
Comprobando…
Todo está bien.
Visto
Esperado
En el chat
Qué cambiar
Enviar un mensaje de prueba
Lo verán todas las personas de este canal:
Copiar el informe
Copiado
No se pudo copiar
Comprobar de nuevo
Volver al chat
Cerrar`,
  fr: `Qu’est-ce qui ne va pas ?
Chaque vérification indique ce qui a été vu, ce qui était attendu et ce qu’il faut changer. Rien n’est envoyé sans que vous appuyiez sur le bouton prévu.
Navigateur
Réglages
Fichiers
API
Connexion en direct
Message d’essai
Correct
Erreur
Remarque
Non vérifié
Vérification…
Tout va bien.
Vu
Attendu
Dans le chat
À changer
Envoyer un message d’essai
Tout le monde dans ce canal le verra :
Copier le rapport
Copié
Impossible de copier
Vérifier à nouveau
Retour au chat
Fermer`,
  he: `מה לא תקין?
כל בדיקה אומרת מה נראה, מה היה צפוי ומה יש לשנות. שום דבר לא נשלח בלי לחיצה על הכפתור המיועד לכך.
דפדפן
הגדרות
קבצים
API
חיבור חי
הודעת בדיקה
תקין
שגוי
הערה
לא נבדק
בבדיקה…
הכול תקין.
נראה
צפוי
בצ׳אט
מה לשנות
שליחת הודעת בדיקה
כל מי שבערוץ הזה יראה אותה:
העתקת הדוח
הועתק
ההעתקה נכשלה
בדיקה חוזרת
חזרה לצ׳אט
סגירה`,
  hi: `क्या गड़बड़ है?
हर जाँच बताती है कि क्या दिखा, क्या अपेक्षित था और क्या बदलना है। जब तक आप उसका बटन न दबाएँ, कुछ भी नहीं भेजा जाता।
ब्राउज़र
सेटिंग
फ़ाइलें
API
लाइव कनेक्शन
जाँच संदेश
ठीक
गलत
सूचना
जाँचा नहीं गया
जाँच जारी है…
सब ठीक है।
क्या दिखा
क्या अपेक्षित था
चैट में
क्या बदलें
जाँच संदेश भेजें
इस चैनल में सभी इसे देखेंगे:
रिपोर्ट कॉपी करें
कॉपी हो गई
कॉपी नहीं हो सकी
फिर से जाँचें
चैट पर वापस जाएँ
बंद करें`,
  ja: `何が問題ですか？
各検査には、確認された内容、期待された内容、変更すべき点が示されます。専用のボタンを押さない限り、何も送信されません。
ブラウザー
設定
ファイル
API
ライブ接続
テストメッセージ
正常
問題あり
注意
未検査
検査中…
問題はありません。
確認された内容
期待された内容
チャットへの影響
変更すべき点
テストメッセージを送信
このチャンネルの全員に表示されます：
レポートをコピー
コピーしました
コピーできませんでした
もう一度検査
チャットに戻る
閉じる`,
  pt: `O que está errado?
Cada verificação diz o que foi visto, o que era esperado e o que mudar. Nada é enviado sem que você pressione o botão para isso.
Navegador
Configurações
Arquivos
API
Conexão ao vivo
Mensagem de teste
Certo
Errado
Aviso
Não verificado
Verificando…
Está tudo certo.
Visto
Esperado
No chat
O que mudar
Enviar uma mensagem de teste
Todos neste canal a verão:
Copiar o relatório
Copiado
Não foi possível copiar
Verificar novamente
Voltar ao chat
Fechar`,
  zh: `哪里出了问题？
每项检查都会说明看到了什么、应该是什么以及需要修改什么。除非您按下相应的按钮，否则不会发送任何内容。
浏览器
设置
文件
API
实时连接
测试消息
正常
有误
注意
未检查
正在检查…
一切正常。
实际
应为
在聊天中
需要修改
发送测试消息
此频道中的所有人都会看到：
复制报告
已复制
无法复制
重新检查
返回聊天
关闭`,
};

const RIGHT_TO_LEFT = ["ar", "he"];

/** The words in the first of these languages that there is; `tags` are BCP 47 tags, or `undefined`. */
export function wordsIn(tags) {
  const known = tags.map((tag) => String(tag ?? "").split("-")[0].toLowerCase()).find((language) => Object.hasOwn(TEXTS, language));
  const language = known ?? "en";
  const lines = TEXTS[language].split("\n");
  const words = Object.fromEntries(KEYS.map((key, at) => [key, lines[at]]));
  return { ...words, tag: language === "zh" ? "zh-Hans" : language, dir: RIGHT_TO_LEFT.includes(language) ? "rtl" : "ltr" };
}

/** For the test that each language has each of them. */
export const all = { keys: KEYS, texts: TEXTS };
