"""Clean sentences by hand, as learners and native speakers write them to one another, with the joiners, points, selectors
and mixed words that belong there: nothing in them may be marked."""

_ENGLAND, _SCOTLAND, _WALES = (
    "\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in name) + "\U000e007f"
    for name in ("gbeng", "gbsct", "gbwls")
)

SENTENCES: dict[str, tuple[str, ...]] = {
    "en": (
        "I’ve been learning for three weeks — is “have been” right here?",
        "He said it’s a naïve café façade; my résumé says co-operate.",
        "Meet at 5 p.m. (or 17:00), bring €20 and your C++/C# notes…",
        "The IPA of “think” is [θɪŋk], and “butter” is [ˈbʌɾɚ].",
        "The dose was 5 µm or 5 μm? R = 10 kΩ, ΔT = 3 °C, α-helix, β-test.",
    ),
    "de": (
        "Ich übe täglich, aber „Straße“ und „Größe“ verwechsle ich noch.",
        "Könntest du bitte drüberschauen? Ich bin mir beim Akkusativ nicht sicher.",
        "Am 3.\u00a0Oktober fährt kein Bus, z.\u202fB. nach Köln.",
    ),
    "fr": (
        "Où est la bibliothèque\u00a0? C’est l’été, n’est-ce pas\u202f!",
        "Ça m’a fait plaisir, ma sœur a mangé un œuf à Noël.",
        "Je ne sais pas s’il faut dire «\u00a0jusqu’à\u00a0» ou «\u00a0jusque\u00a0».",
    ),
    "es": (
        "¿Cómo se dice «pencil»? ¡Muchas gracias, señor Núñez!",
        "La 1.ª lección está en la página 3.º; el pingüino nadó.",
        "No entiendo por qué aquí se usa el subjuntivo.",
    ),
    "pt": (
        "Não sei se «pra» é informal, alguém pode explicar?",
        "A avó e o avô vão à praça com três pães.",
        "Obrigado pela correção, já entendi a diferença.",
    ),
    "pl": (
        "Zażółć gęślą jaźń, proszę o poprawki.",
        "Czy mówi się „w szkole” czy „na szkole”?",
        "Dzięki! Jutro idę na spacer z psem o 8:30.",
    ),
    "cs": (
        "Příliš žluťoučký kůň úpěl ďábelské ódy.",
        "Nevím, jestli je tady správně „byl“ nebo „byla“.",
        "Děkuju moc, ještě se musím hodně učit.",
    ),
    "tr": (
        "İstanbul’da çalışıyorum, “ığdır” nasıl okunur?",
        "Bugün hava çok güzel, dışarı çıkalım mı?",
        "Öğretmenim ödevimi düzeltti, teşekkür ederim.",
    ),
    "vi": (
        "Tôi đang học tiếng Việt, ngữ pháp rất khó.",
        "Tie\u0302\u0301ng Vie\u0323\u0302t co\u0301 sa\u0301u thanh \u0111ie\u0323\u0302u.",
        "Chị ơi, câu này viết như vậy có đúng không ạ?",
    ),
    "ru": (
        "Подскажите, где ударение в слове «договор»? И ещё: «ё».",
        "За\u0301мок и замо\u0301к — разные слова.",
        "Пришли SMSку или e-mail, наш IT-отдел и CEOшный VPN не работают.",
        "У меня iPhone и wi-fi, а в СССР был ОК.",
        "Купил 3D-принтер, USB-кабель и PDFник с MP3шками.",
    ),
    "uk": (
        "Я вивчаю українську вже два роки, дуже подобається!",
        "Об’єкт, п’ять, з’їзд: навіщо тут апостроф?",
        "Дякую за виправлення, тепер розумію.",
    ),
    "el": (
        "Καλημέρα! Πώς προφέρεται το «γ»;",
        "Μαθαίνω ελληνικά εδώ και έναν χρόνο, ΐ και ΰ με δυσκολεύουν.",
        "Έχω ένα laptop και πηγαίνω στο μάθημα με το e-bike.",
    ),
    "he": (
        'שָׁלוֹם, אני לומד עברית כבר שנה. מה זה "בסדר"?',
        "בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם וְאֵת הָאָרֶץ",
        "ראיתי את זה בFacebook והCEO כתב לי וZoom לא עבד.",
        "למדתי C++\u200f (קצת) היום, וקיבלתי 100\u200e%.",
    ),
    "ar": (
        "مَرْحَبًا، كيف أقول «شكرًا» بالعامية؟ ١٢٣",
        "الرقم \u200e+49 30 1234\u200e، شكرًا جزيلًا.",
        "شاهدت الفيديو على YouTube أمس، كان مفيدًا جدًّا.",
        "بِسْمِ اللَّهِ الرَّحْمٰنِ الرَّحِيمِ",
    ),
    "fa": (
        "من می\u200cخواهم فارسی یاد بگیرم، کتاب\u200cها کجاست؟",
        "نمی\u200cدانم این جمله درست است یا نه، خانه\u200cی ما نزدیک است.",
        "دوست\u200cهای من به ایران رفته\u200cاند و عکس\u200cهایشان قشنگ است.",
    ),
    "ur": (
        "میں اردو سیکھ رہا ہوں، کیا یہ جملہ ٹھیک ہے؟",
        "آپ کا بہت بہت شکریہ، مجھے سمجھ آ گئی۔",
        "کل میں نے اپنے دوست سے بات کی تھی۔",
    ),
    "hi": (
        "क्या यह वाक्य सही है? क्\u200dष और क्ष में अन्तर बताइए।",
        "श्\u200dवेत और राष्\u200cट्र दोनों ठीक लिखे हैं?",
        "मैं रोज़ एक घंटा हिन्दी पढ़ता हूँ, धन्यवाद।",
    ),
    "bn": (
        "আমি বাংলা শিখছি। এটা কি ঠিক আছে?",
        "র\u200d্যাব আর র্যা দেখতে আলাদা, ক্\u200cষ ও ক্ষ।",
        "তুমি কেমন আছো? আমার উচ্চারণ শুনে বলো।",
    ),
    "mr": (
        "मी मराठी शिकतो. दर्\u200dया आणि दऱ्या यांत फरक काय?",
        "तुम्ही कुठे राहता? मला तुमची मदत हवी आहे.",
        "आज हवामान छान आहे.",
    ),
    "ta": (
        "நான் தமிழ் கற்கிறேன், இது சரியா?",
        "ஸ்ரீ என்று எப்படி எழுதுவது? க்\u200cஷ என்பது சரியா?",
        "நன்றி, எனக்கு மிகவும் உதவியாக இருந்தது.",
    ),
    "te": (
        "నేను తెలుగు నేర్చుకుంటున్నాను. క్\u200cష",
        "ఈ వాక్యం సరిగ్గా ఉందా?",
        "ధన్యవాదాలు, నాకు అర్థమైంది.",
    ),
    "ml": (
        "ഞാൻ മലയാളം പഠിക്കുന്നു. അവന്\u200d വന്നു.",
        "ഈ വാക്യം ശരിയാണോ?",
        "നന്ദി, എനിക്ക് മനസ്സിലായി.",
    ),
    "si": (
        "ශ්\u200dරී ලංකාවේ සිංහල ඉගෙන ගන්නවා.",
        "මේ වාක්\u200dයය හරිද?",
        "ඔබට ස්තුතියි.",
    ),
    "th": (
        "ฉันกำลังเรียนภาษาไทย น้ำกับนำต่างกันอย่างไร",
        "ผมใช้Facebookคุยกับเพื่อนทุกวันครับ 555",
        "ฉัน\u200bเรียน\u200bภาษา\u200bไทย",
    ),
    "km": (
        "ខ្ញុំ\u200bរៀន\u200bភាសា\u200bខ្មែរ",
        "តើប្រយោគនេះត្រឹមត្រូវទេ?",
        "អរគុណច្រើន",
    ),
    "my": (
        "ကျွန်တော် မြန်မာစာ လေ့လာနေပါတယ်။",
        "ဒီစာကြောင်း မှန်ပါသလား။",
        "ကျေးဇူးတင်ပါတယ်။",
    ),
    "zh": (
        "「的」「得」「地」有什么区别？请帮我改一下。",
        "我在用WeChat和朋友聊天，A型血，T恤，卡拉OK。",
        "葛\U000e0101飾區和辻\U000e0100先生，一\ufe00。",
        "他说：“今天３点，ＯＫ？”",
    ),
    "ja": (
        "「は」と「が」の違いを教えてください。葛\U000e0100城市、①②③。",
        "Tシャツを着てYouTubeを見ています。へのへのもへじ。",
        "私は日本語をべんきょうしています！ｶﾀｶﾅ、㈱、㌔。",
        "「пока」はロシア語です。",
    ),
    "ko": (
        "한국어를 공부하고 있어요. 이 문장이 맞나요? ㅋㅋㅋ ㅠㅠ",
        "K팝이랑 PC방을 좋아해요. IT업계에서 일해요.",
        "\u1112\u1161\u11ab\u1100\u1173\u11af도 됩니다.",
    ),
    "ka": (
        "გამარჯობა, ქართულს ვსწავლობ.",
        "ეს წინადადება სწორია?",
        "დიდი მადლობა დახმარებისთვის!",
    ),
    "hy": (
        "Ես հայերեն եմ սովորում։",
        "Այս նախադասությունը ճի՞շտ է։",
        "Շնորհակալություն օգնության համար։",
    ),
    "am": (
        "አማርኛ እማራለሁ። ይህ ትክክል ነው?",
        "እንዴት ነህ? ደህና ነኝ፣ አመሰግናለሁ።",
        "ዛሬ ቀኑ ጥሩ ነው።",
    ),
    "learners": (
        "I know «привет» and “спасибо”, but what is 「ありがとう」 in Русский?",
        "Как сказать “I miss you” по-английски? Ich sage „скучаю“.",
        "люблюラーメン and 한국어, ich bin 学生, je suis студент.",
    ),
    "emoji": (
        "❤️‍🔥 👨‍👩‍👧‍👦 👍🏽 🇩🇪 1️⃣ 👁️‍🗨️ 🏳️‍🌈 🏴‍☠️ 🏳️‍⚧️ 🇺🇦🇹🇭",
        f"{_ENGLAND} {_SCOTLAND} {_WALES} go team!",
        "👩🏽‍💻 🧑‍🤝‍🧑 👩‍❤️‍💋‍👨 🐻‍❄️ ☎︎ ©️ ™️ #️⃣ 🙂‍↕️ ✌🏿",
    ),
}
