"""Short texts as members write them, each with its language by hand; "" is for what nobody could tell from the text
alone: slang of a word or two, romanised Hindi, names, digits, laughter, two languages in one breath."""

LABELLED: tuple[tuple[str, str], ...] = tuple(
    (code, text)
    for code, texts in {
        "en": (
            "can you please correct my sentence?", "stop messaging me or i will report you",
            "nobody asked for your opinion", "why are you so mean to everyone here",
            "send me your number and we can talk", "thanks, that was really helpful",
            "you people should go back home", 'is it "a few" or "few" in this case?',
            "I will find out where you live", "this teacher took my money and never showed up",
        ),
        "de": (
            "Kannst du meinen Text verbessern?", "Halt endlich die Klappe", "Das ist doch völliger Unsinn",
            "Ich weiß, wo du wohnst", "Vielen Dank für deine Hilfe", "Schreib mir nicht mehr, du nervst",
            "Wer hat dir das erlaubt?", "Heute lerne ich den Dativ",
        ),
        "fr": (
            "Tu peux corriger ma phrase ?", "Ferme ta gueule", "Je ne comprends pas cette règle",
            "Arrête de m'écrire tout de suite", "Merci beaucoup pour ton aide",
            "On se retrouve demain devant la gare", "C'est quoi la différence entre ces deux mots",
            "Personne ne veut parler avec toi",
        ),
        "es": (
            "¿Puedes corregir mi texto?", "Cállate ya, nadie te quiere", "No entiendo esta palabra",
            "Te voy a encontrar en la calle", "Muchas gracias por tu ayuda", "Mándame tu número de teléfono",
            "Eres muy tonto y no sabes nada", "Mañana tengo un examen",
        ),
        "pt": (
            "Você pode corrigir a minha frase?", "Cala a boca, ninguém gosta de ti", "Não entendi a explicação",
            "Obrigado pela ajuda", "Me manda o seu número de telefone", "Ninguém te perguntou nada",
            "Amanhã vou à praia com os meus amigos",
        ),
        "it": (
            "Puoi correggere la mia frase?", "Stai zitto, nessuno ti ha chiesto niente",
            "Non capisco questa regola", "Grazie mille per il tuo aiuto", "Ti trovo e poi vediamo",
            "Domani andiamo al mare con gli amici",
        ),
        "nl": (
            "Kun je mijn zin verbeteren?", "Hou je mond, niemand vroeg je iets", "Ik begrijp deze regel niet",
            "Bedankt voor je hulp", "Ik weet waar je woont", "Morgen gaan we met de trein naar Utrecht",
        ),
        "pl": (
            "Możesz poprawić moje zdanie?", "Zamknij się wreszcie", "Nie rozumiem tej zasady", "Dziękuję za pomoc",
            "Wiem, gdzie mieszkasz", "Przestań do mnie pisać",
        ),
        "cs": (
            "Můžeš mi opravit větu?", "Drž už hubu", "Nerozumím tomuto pravidlu", "Děkuji za pomoc",
            "Vím, kde bydlíš",
        ),
        "tr": (
            "Cümlemi düzeltebilir misin?", "Kapa çeneni artık", "Bu kuralı anlamıyorum",
            "Yardımın için teşekkürler", "Nerede oturduğunu biliyorum", "Bana bir daha yazma",
        ),
        "vi": (
            "Bạn sửa giúp mình câu này được không?", "Im đi, không ai hỏi bạn cả", "Mình không hiểu quy tắc này",
            "Cảm ơn bạn nhiều nhé", "Tao biết mày sống ở đâu",
        ),
        "id": (
            "Bisakah kamu memperbaiki kalimat saya?", "Jangan kirim pesan lagi ke saya",
            "Saya tidak mengerti aturan ini", "Terima kasih banyak atas bantuannya",
        ),
        "sv": (
            "Kan du rätta min mening?", "Jag förstår inte den här regeln", "Tack så mycket för hjälpen",
            "Håll käften, ingen frågade dig",
        ),
        "hu": (
            "Kijavítanád a mondatomat?", "Nem értem ezt a szabályt", "Köszönöm szépen a segítséget",
            "Tudom, hol laksz",
        ),
        "ro": (
            "Poți să-mi corectezi propoziția?", "Nu înțeleg regula asta", "Mulțumesc mult pentru ajutor",
            "Știu unde locuiești",
        ),
        "fi": (
            "Voitko korjata lauseeni?", "En ymmärrä tätä sääntöä ollenkaan", "Kiitos paljon avusta",
            "Tiedän missä asut",
        ),
        "ru": (
            "Исправь, пожалуйста, моё предложение", "Заткнись уже", "Я не понимаю это правило",
            "Спасибо большое за помощь", "Я знаю, где ты живёшь", "Хватит мне писать", "ты тупой что ли",
            "скинь свой номер",
        ),
        "uk": (
            "Виправ, будь ласка, моє речення", "Замовкни вже", "Я не розумію цього правила",
            "Дуже дякую за допомогу", "Я знаю, де ти живеш",
        ),
        "el": (
            "Μπορείς να διορθώσεις την πρότασή μου;", "Σκάσε επιτέλους", "Ευχαριστώ", "Ξέρω πού μένεις",
        ),
        "he": (
            "אתה יכול לתקן את המשפט שלי?", "שתוק כבר", "תודה", "אני יודע איפה אתה גר",
        ),
        "ar": (
            "هل يمكنك تصحيح جملتي؟", "اسكت لا أحد يحبك", "لا أفهم هذه القاعدة", "شكرًا جزيلًا على المساعدة",
            "أعرف أين تسكن",
        ),
        "fa": (
            "می‌تونی جمله‌ی منو درست کنی؟", "خفه شو دیگه", "این قاعده را نمی‌فهمم", "خیلی ممنون از کمکت",
            "می‌دونم کجا زندگی می‌کنی",
        ),
        "ur": (
            "کیا آپ میرا جملہ ٹھیک کر سکتے ہیں؟", "مجھے یہ قاعدہ سمجھ نہیں آیا", "مدد کے لیے بہت شکریہ",
            "میں جانتا ہوں تم کہاں رہتے ہو",
        ),
        "hi": (
            "क्या आप मेरा वाक्य ठीक कर सकते हैं?", "चुप रहो, किसी ने तुमसे नहीं पूछा",
            "मुझे यह नियम समझ में नहीं आया", "मदद के लिए बहुत धन्यवाद", "मैं जानता हूँ तुम कहाँ रहते हो",
        ),
        "bn": (
            "তুমি কি আমার বাক্যটা ঠিক করে দেবে?", "চুপ করো", "ধন্যবাদ", "আমি জানি তুমি কোথায় থাকো",
        ),
        "ta": (
            "என் வாக்கியத்தைத் திருத்த முடியுமா?", "வாயை மூடு", "நன்றி",
        ),
        "th": (
            "ช่วยแก้ประโยคให้หน่อยได้ไหม", "หุบปาก", "ขอบคุณครับ", "ฉันรู้ว่าบ้านเธออยู่ไหน",
        ),
        "ka": (
            "შეგიძლია ჩემი წინადადება გაასწორო?", "გაჩუმდი", "მადლობა",
        ),
        "ko": (
            "제 문장 좀 고쳐 주세요", "닥쳐", "ㅋㅋㅋㅋ 바보냐", "네 집이 어딘지 알아",
        ),
        "ja": (
            "この文を直してください", "うるさい、黙れ", "ありがとう", "お前の家を知っている", "死ね",
        ),
        "zh": (
            "你能帮我改一下这个句子吗？", "闭嘴，没人问你", "我不明白这个规则", "非常感谢你的帮助", "我知道你住在哪里",
        ),
        "": (
            "kys", "lol ok", "ok", "stfu lmao", "gg ez", "xdddd", "asdf jkl qwerty", "hahahaha", "jajaja", "rsrsrs",
            "5555", "12:30 / 14.05.", "tum kaise ho yaar", "kya kar rahe ho bhai", "mujhe batao kahan rehte ho",
            "chup kar be", "acha theek hai bhai", "no", "si", "Anna Maria", "@mila @tom",
            "https://example.com/de/lernen", "😂😂😂", "!!!???", "hmmmm", "brb afk", "wtf omg", "L + ratio",
            "привет hello 你好", "ok да", "u up?", "tg @lina_88", "aaaaaaaa", "blyat", "cyka",
        ),
    }.items()
    for text in texts
)  # fmt: skip
