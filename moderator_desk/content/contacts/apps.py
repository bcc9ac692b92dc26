"""Names of chat tools and networks as people write them, and how they are hinted at where naming them is forbidden."""

NAMES = (
    # Latin, whole words
    r"\b(?:telegram\w{0,4}|tg|whats\s?app|wa|viber|signal|skype|discord|insta(?:gram)?\w{0,4}|inst[ai]\w{0,2}|ig"
    r"|s\s?n\s?a\s?p(?:chat)?|kakao(?:talk)?|line|we\s?chat|weixin|wx|vx|v信|zalo|kik|facebook|fb|messenger|tik\s?tok|twitter"
    r"|threads|mastodon|bluesky|vk|qq)\b",
    # Cyrillic
    r"телеграм\w{0,3}|телег[аеуи]|\bтг\b|ватсап\w{0,2}|вотсап\w{0,2}|вайбер\w{0,2}|инст[аеуі]\w{0,6}|\bінст[аіу]\b"
    r"|скайп\w{0,2}|дискорд\w{0,2}|\bвк\b",
    # Arabic, Persian, Hebrew
    r"تلغرام|تليجرام|تيليجرام|تلگرام|واتساب|واتس|انستا\w{0,5}|اینستا\w{0,5}|سناب\w{0,3}|اسنپ|טלגרם|וואטסאפ|אינסטה\w{0,3}",
    # Devanagari, Thai
    r"टेलीग्राम|व्हाट्सएप|इंस्टा\S{0,4}|ไลน์|เทเลแกรม|ไอจี|วอทส์แอป",
    # Chinese, Japanese, Korean
    r"微信|薇信|威信|维信|加[vV薇微]|薇|v信|qq|扣扣|line|ライン|インスタ|カカオ|テレグラム|카톡|카카오톡?|라인|인스타|텔레그램|디스코드",
    # a hint by colour or picture
    r"(?:green|yellow|blue|purple|paper\s?plane|ghost|bird)\s(?:app|one|messenger)|(?:app|aplicación)\s(?:verde|amarilla|azul)"
    r"|aplicativo verde|appli\w*\sverte|gr[üu]nen app|zielonej aplikacji|ye[şs]il uygulama\w*|app xanh|aplikasi hijau"
    r"|зел[её]н\w+\s(?:мессендж|прилож|застосунк|месендж)\w*|التطبيق الأخضر|برنامهٔ? سبز|האפליקציה הירוקה|באפליקציה הירוקה"
    r"|हरे ऐप|绿色软件|绿泡泡|小绿|緑のアプリ|노란\s앱|초록\S{0,2}\s앱|แอปสีเขียว",
)
"""Patterns over folded text."""

LINKS = (
    r"\b(?:id|is|as|are|am|user(?:name)?|nick(?:name)?|name|handle|called|at|me|my|i'm|im|there|handle"
    r"|soy|es|como|usuario|nombre|perfil|suis|c'est|est|sous|pseudo|bin|ist|hei(?:ss|ß)e|ich|als|mein|sou|meu|[eé]|sono|come|mio|il"
    r"|to|jako|m[oó]j|nazywam|diye|ad[ıi]m|saya|nama|t[eê]n|của|mình|là|nik|ник|нік|мой|мій|моя|я|как|як|де|в|у"
    r"|аккаунт|логин|zovut|se|nas)\b",
    r"باسم|اسم|حسابي|على|هو|آیدی|با|من|در|בשם|שלי|ב|पर|मुझे|आईडी|मेरी|号|號|搜|加|我|是|:|の|id|は|で|を|아이디|에서|로|ไอดี|ชื่อ",
)
"""What may stand between the name of a tool and the handle."""

COMMON = frozenset(
    """
    the and for you are was has have not but can that this with from they every day popular good great fun free
    here there now today one two app apps user users account page group chat video photo photos post posts friends
    learn learning english spanish lessons language languages is in on of to my me we it or so as at an id like
    love use used using better best also only more most very much many web pro desktop premium stories reels
    channel bot call calls message messages whatsapp instagram telegram discord skype facebook wechat line kakao
    snapchat zalo viber signal tiktok twitter insta please thanks tonight tomorrow anytime later okay guys
    everyone when then because mostly
    """.split()  # noqa: SIM905 - a row of words is easier to read
)
"""Words that are no handles."""

WISHES = (
    r"(?:add|find|ping|dm|pm|message|text|follow|hit|catch|write)\s(?:to\s)?me\b|agr[eé]game|b[uú]scame|escr[ií]beme|s[ií]gueme"
    r"|(?:ajoute|trouve|retrouve|[eé]cris|suis)-moi|schreib mir|adde mich|folg mir|me add|me adiciona|me chama|me segue"
    r"|aggiungimi|scrivimi|cercami|seguimi|найди меня|добавь|пиши мне|подпишись|знайди мене|додай|dodaj mnie|znajdź mnie"
)
"""Asking to be written to, before the name of a tool: behind a comma or colon a bare word is then a handle, too."""
