"""Names made to be taken for others, and honest names that are near each other, each pair by hand."""

SPOOFED: tuple[tuple[str, str], ...] = (
    ("аdmin", "admin"), ("admіn", "admin"), ("admin\u200b", "admin"), ("mоderator", "moderator"),
    ("Моderator", "Moderator"), ("ѕupport", "support"), ("suppоrt", "support"), ("раypal_team", "paypal_team"),
    ("Оlga", "Olga"), ("Мaria", "Maria"), ("Аnna", "Anna"), ("hеlena", "helena"), ("ϳames", "james"),
    ("νiktor", "viktor"), ("rοberto", "roberto"), ("Ρavel", "Pavel"), ("Ηanna", "Hanna"), ("zoё", "zoë"),
    ("Βruno", "Bruno"), ("սnal", "unal"), ("օscar", "oscar"), ("Ꭺlice", "Alice"), ("Ꮇila", "Mila"),
    ("𝐦𝐢𝐥𝐚", "mila"), ("𝓂odteam", "modteam"), ("ᗅnders", "Anders"), ("ｍｉｌａ", "mila"), ("ⓜⓘⓛⓐ", "mila"),
    ("𝗆ila", "mila"), ("ℋelen", "Helen"), ("ﬁona", "fiona"), ("𝕞𝕠𝕕", "mod"), ("𝚊𝚍𝚖𝚒𝚗", "admin"),
    ("һost", "host"), ("PauI", "Paul"), ("pau1", "paul"), ("MicheIle", "Michelle"), ("miche1le", "michelle"),
    ("Ian", "lan"), ("m1la", "mila"), ("adm1n", "admin"), ("m0derator", "moderator"), ("M0D", "MOD"),
    ("5ara", "sara"), ("t3ddy", "teddy"), ("4dmin", "admin"), ("s0f1a", "sofia"), ("e|ena", "elena"),
    ("CaroI", "Carol"), ("l3o", "leo"), ("0tto", "otto"), ("rnila", "mila"), ("Tirn", "Tim"),
    ("vvilma", "wilma"), ("rnoderator", "moderator"), ("Ernma", "Emma"), ("Matthevv", "Matthew"),
    ("mi\u200bla", "mila"), ("\u2060admin", "admin"), ("ad\u00admin", "admin"), ("mila\u3164", "mila"),
    ("m\U000e0061ila", "mila"), ("mila\u202e", "mila"), ("lin_da.b", "lin.da_b"), ("_sam_", "sam"),
    ("mod-team", "mod_team"), ("mod team", "mod.team"), ("sam.", "sam"), ("MILA", "mila"),
    ("Ｍila\u200d", "mila"), ("mıla", "mila"), ("ɑnna", "anna"), ("ɡreta", "greta"), ("ѕara", "sara"),
    ("ꓡily", "Lily"),
)  # fmt: skip

SPOOFED_STAFF: tuple[tuple[str, str], ...] = (
    ("Ádmin", "Admin"), ("ạdmin", "admin"), ("mo_der_ator", "moderator"), ("s.u.p.p.o.r.t", "support"),
    ("Môderator", "moderator"),
)  # fmt: skip

HONEST: tuple[tuple[str, str], ...] = (
    ("Alia", "Alla"), ("Mila", "Milla"), ("Anna", "Hanna"), ("Jose", "José"), ("Muller", "Müller"),
    ("Ali", "All"), ("ALI", "ALL"), ("Lena", "Lina"), ("Marie", "Maria"), ("Ivan", "Evan"), ("Jan", "Ian"),
    ("Sara", "Sarah"), ("Tim", "Tom"), ("Olga", "Olha"), ("Юрий", "Юлия"), ("Ольга", "Оля"), ("Иван", "Ирина"),
    ("Анна", "Инна"), ("Γιώργος", "Γιάννης"), ("Μαρία", "Μάρθα"), ("محمد", "محمود"), ("أحمد", "حامد"),
    ("נועה", "נועם"), ("יוסי", "יוסף"), ("田中", "田口"), ("佐藤", "佐野"), ("김민수", "김민지"), ("이서연", "이서준"),
    ("स्मिता", "सुमिता"), ("राम", "रमा"), ("সুমন", "সুমনা"), ("สมชาย", "สมหญิง"), ("ნინო", "ნანა"),
    ("Արամ", "Արմեն"), ("dana", "dora"), ("bob1", "bob2"), ("user10", "user100"), ("linh_tran", "linh_pham"),
    ("k8", "k9"), ("mika77", "mika78"), ("Nguyễn", "Nguyên"), ("ana_b", "ana_d"), ("Carla", "Clara"),
    ("Brian", "Bryan"), ("Erik", "Erika"), ("Hugo", "Hug0n"), ("Leo", "Lea"), ("Zoë", "Zora"),
    ("wanda", "vanda"), ("Max", "Mac"), ("Piotr", "Pietr"), ("Łukasz", "Lukas"), ("Şule", "Jule"),
    ("Çağla", "Tuğla"), ("Émile", "Emily"), ("Björn", "Bjarne"), ("Ana Lúcia", "Ana Luísa"),
    ("teacher_kim", "teacher_lim"), ("ru_learner", "ro_learner"), ("Ilia", "Lila"), ("sunny", "sonny"),
    ("rosa", "rose"), ("Nora", "Mora"), ("polyglot_a", "polyglot_b"), ("Віктор", "Виктория"),
)  # fmt: skip
