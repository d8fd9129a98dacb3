/**
 * Where seeded people come from: a language, its time zones, and common names as people write them, each with
 * its form in an e-mail address. Many scripts, as a directory's lists, orders and searches must serve them all.
 */
export interface People {
  locale: string;
  timeZones: string[];
  /** Whether the family name is written first, with nothing between. */
  familyFirst?: boolean;
  given: [name: string, address: string][];
  family: [name: string, address: string][];
  /** Its share among all, as a weight. */
  weight: number;
}

/** "Name" or "Name/address" separated by spaces; a Latin name is its own address, without accents. */
function names(text: string): [string, string][] {
  return text.split(' ').map((entry) => {
    const [name = '', address = toAddress(name)] = entry.split('/');
    return [name.replaceAll('_', ' '), address];
  });
}

function toAddress(name: string): string {
  const letters: Record<string, string> = {
    ø: 'o',
    ł: 'l',
    ß: 'ss',
    æ: 'ae',
    ı: 'i',
    đ: 'd',
    _: '',
    '’': '',
  };
  // eslint-disable-next-line no-restricted-properties -- a name of the list below
  const plain = name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  return plain.replace(/[øłßæıđ_’]/g, (letter) => letters[letter] ?? '');
}

export const PEOPLE: People[] = [
  {
    locale: 'en-GB',
    timeZones: ['Europe/London', 'America/New_York', 'Australia/Sydney', 'America/Los_Angeles'],
    weight: 22,
    given: names(
      'Amelia Oliver Isla George Freya Arthur Ivy Noah Willow Jack Daisy Leo Grace Henry Poppy Oscar Ruby Theodore Alice Finley Evelyn Hugo Matilda Rowan',
    ),
    family: names(
      'Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Robinson Wright Thompson Evans Walker White Roberts Green Hall Wood O’Brien Clarke Hughes Baker Turner',
    ),
  },
  {
    locale: 'de-DE',
    timeZones: ['Europe/Berlin', 'Europe/Vienna', 'Europe/Zurich'],
    weight: 10,
    given: names(
      'Mia Jürgen Lena Björn Käthe Lukas Hannah Günther Anneliese Felix Jörg Clara Sören Emma Matthias Ute Götz Greta Konrad Ilse Paul Rosalie Till Frieda',
    ),
    family: names(
      'Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schäfer Koch Richter Größel Jäger Köhler Strauß Krüger Böhm Vogt Lang Weiß Hofmann Pohl Seidel Kühn',
    ),
  },
  {
    locale: 'fr-FR',
    timeZones: ['Europe/Paris', 'America/Montreal', 'Africa/Dakar'],
    weight: 8,
    given: names(
      'Éloïse Léo Chloé Gaël Inès Hugo Zoé Théo Anaïs Jérôme Maëlle Noé Françoise André Aurélie René Clémence Loïc Océane Benoît Margaux Yaël Solène Étienne',
    ),
    family: names(
      'Martin Bernard Dubois Lefèvre Moreau Rousseau Lemaître Faure Gérard Béranger Marchand Picard Guérin Boyer Chevalier Noël Perrin Fabre Vidal Mercier Diallo N’Diaye Colin Renard',
    ),
  },
  {
    locale: 'es-MX',
    timeZones: ['America/Mexico_City', 'Europe/Madrid', 'America/Bogota', 'America/Argentina/Buenos_Aires'],
    weight: 10,
    given: names(
      'Sofía Mateo Valentina Santiago Lucía Ángel Camila Íñigo Renata Joaquín Ximena Andrés Jimena Tomás Mía Raúl Noa Sebastián Elena Julián Paloma Iván Rocío Nicolás',
    ),
    family: names(
      'García Rodríguez López Martínez Hernández Peña González Pérez Sánchez Ramírez Núñez Torres Flores Rivera Gómez Díaz Reyes Cruz Morales Ortiz Gutiérrez Muñoz Vázquez Ibáñez',
    ),
  },
  {
    locale: 'pl-PL',
    timeZones: ['Europe/Warsaw'],
    weight: 5,
    given: names(
      'Zofia Łukasz Małgorzata Paweł Świętosława Michał Zuzanna Kacper Żaneta Błażej Hanna Stanisław Lena Jędrzej Alicja Tomasz Róża Wojciech Ewa Szymon Iga Filip Nina Rafał',
    ),
    family: names(
      'Nowak Kowalski Wiśniewski Wójcik Kamiński Zieliński Szymański Woźniak Dąbrowski Kozłowski Król Jabłoński Mazur Krawczyk Piotrowski Grabowski Pawłowski Żak Łuczak Sikora Górski Wróbel Duda Bąk',
    ),
  },
  {
    locale: 'tr-TR',
    timeZones: ['Europe/Istanbul'],
    weight: 4,
    given: names(
      'Ayşe Çağla Işıl Şule Gül İpek Öykü Zeynep Ümit Mehmet Barış Çetin Emre Hüseyin Kaan Oğuz Selin Tuğçe Yağmur Deniz Ege Ahmet Elif Özge',
    ),
    family: names(
      'Yılmaz Kaya Demir Çelik Şahin Yıldız Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özkan Şimşek Polat Güneş Bulut Işık Erdoğan',
    ),
  },
  {
    locale: 'vi-VN',
    timeZones: ['Asia/Ho_Chi_Minh'],
    weight: 4,
    familyFirst: true,
    given: names(
      'Anh Bình Châu Dũng Đức Giang Hà Hương Khánh Lan Linh Mai Minh Nga Ngọc Phúc Quân Sơn Thảo Trang Tuấn Vân Việt Yến',
    ),
    family: names(
      'Nguyễn Trần Lê Phạm Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Mạc Cao Tạ Hà Lương Thái Đoàn',
    ),
  },
  {
    locale: 'ru-RU',
    timeZones: ['Europe/Moscow', 'Asia/Yekaterinburg', 'Asia/Vladivostok'],
    weight: 8,
    given: names(
      'Анна/anna Алексей/alexey Мария/maria Дмитрий/dmitry Екатерина/ekaterina Иван/ivan Ольга/olga Сергей/sergey Татьяна/tatiana Андрей/andrey Наталья/natalia Михаил/mikhail Елена/elena Фёдор/fyodor Ксения/ksenia Артём/artyom Юлия/yulia Павел/pavel Дарья/darya Николай/nikolay Полина/polina Григорий/grigory Вера/vera Лев/lev',
    ),
    family: names(
      'Иванов/ivanov Кузнецов/kuznetsov Смирнов/smirnov Попов/popov Соколов/sokolov Лебедев/lebedev Козлов/kozlov Новиков/novikov Морозов/morozov Волков/volkov Зайцев/zaitsev Павлов/pavlov Семёнов/semyonov Голубев/golubev Виноградов/vinogradov Богданов/bogdanov Воробьёв/vorobyov Фролов/frolov Щукин/schukin Чернов/chernov Жуков/zhukov Ершов/ershov Цветков/tsvetkov Яковлев/yakovlev',
    ),
  },
  {
    locale: 'el-GR',
    timeZones: ['Europe/Athens'],
    weight: 3,
    given: names(
      'Μαρία/maria Γιώργος/giorgos Ελένη/eleni Δημήτρης/dimitris Κατερίνα/katerina Κώστας/kostas Σοφία/sofia Νίκος/nikos Άννα/anna Γιάννης/giannis Ιωάννα/ioanna Παναγιώτης/panagiotis',
    ),
    family: names(
      'Παπαδόπουλος/papadopoulos Οικονόμου/oikonomou Βλάχος/vlachos Γεωργίου/georgiou Νικολάου/nikolaou Δημητρίου/dimitriou Κωνσταντίνου/konstantinou Αντωνίου/antoniou Μακρής/makris Ιωαννίδης/ioannidis Αθανασίου/athanasiou Λάμπρου/lambrou',
    ),
  },
  {
    locale: 'ar-EG',
    timeZones: ['Africa/Cairo', 'Asia/Riyadh', 'Africa/Casablanca', 'Asia/Dubai'],
    weight: 8,
    given: names(
      'محمد/mohamed فاطمة/fatima أحمد/ahmed عائشة/aisha علي/ali مريم/maryam يوسف/youssef ليلى/layla عمر/omar نور/nour خالد/khaled سلمى/salma إبراهيم/ibrahim هدى/huda حسن/hassan زينب/zaynab مصطفى/mustafa ياسمين/yasmin كريم/karim رانيا/rania طارق/tarek سارة/sara سامي/sami دينا/dina',
    ),
    family: names(
      'حسن/hassan إبراهيم/ibrahim المصري/elmasry الخطيب/alkhatib منصور/mansour العلي/alali حداد/haddad السيد/elsayed فاروق/farouk النجار/alnajjar عثمان/othman الشريف/alsharif القحطاني/alqahtani سليمان/soliman بن_يوسف/benyoussef الهاشمي/alhashimi ناصر/nasser عباس/abbas درويش/darwish الزهراني/alzahrani كمال/kamal يعقوب/yacoub صالح/saleh بكر/bakr',
    ),
  },
  {
    locale: 'he-IL',
    timeZones: ['Asia/Jerusalem'],
    weight: 2,
    given: names(
      'נועה/noa דוד/david תמר/tamar יוסף/yosef מאיה/maya אריאל/ariel שירה/shira איתן/eitan יעל/yael אורי/uri רחל/rachel עידו/ido',
    ),
    family: names(
      'כהן/cohen לוי/levi מזרחי/mizrahi פרץ/peretz ביטון/biton דהן/dahan אברהם/avraham פרידמן/friedman אזולאי/azoulay כץ/katz יוספי/yosefi ברק/barak',
    ),
  },
  {
    locale: 'hi-IN',
    timeZones: ['Asia/Kolkata'],
    weight: 6,
    given: names(
      'आरव/aarav अनन्या/ananya विवान/vivaan दीया/diya अर्जुन/arjun ईशा/isha रोहन/rohan मीरा/meera करण/karan प्रिया/priya सिद्धार्थ/siddharth काव्या/kavya राहुल/rahul नेहा/neha विक्रम/vikram सीता/sita',
    ),
    family: names(
      'शर्मा/sharma वर्मा/verma गुप्ता/gupta सिंह/singh कुमार/kumar मेहता/mehta जोशी/joshi पटेल/patel अग्रवाल/agrawal मिश्रा/mishra त्रिपाठी/tripathi चौधरी/chaudhary यादव/yadav नायर/nair कपूर/kapoor देसाई/desai',
    ),
  },
  {
    locale: 'zh-CN',
    timeZones: ['Asia/Shanghai', 'Asia/Singapore'],
    weight: 8,
    familyFirst: true,
    given: names(
      '伟/wei 芳/fang 秀英/xiuying 敏/min 静/jing 强/qiang 磊/lei 洋/yang 艳/yan 勇/yong 小明/xiaoming 丽/li 杰/jie 娜/na 涛/tao 明/ming 超/chao 霞/xia 平/ping 刚/gang 桂英/guiying 雨桐/yutong 子涵/zihan 浩然/haoran',
    ),
    family: names(
      '王/wang 李/li 张/zhang 刘/liu 陈/chen 杨/yang 黄/huang 赵/zhao 吴/wu 周/zhou 徐/xu 孙/sun 马/ma 朱/zhu 胡/hu 郭/guo 何/he 林/lin 罗/luo 高/gao 欧阳/ouyang 梁/liang 宋/song 唐/tang',
    ),
  },
  {
    locale: 'ja-JP',
    timeZones: ['Asia/Tokyo'],
    weight: 5,
    familyFirst: true,
    given: names(
      '陽葵/himari 蓮/ren 結衣/yui 湊/minato さくら/sakura 大翔/haruto 美咲/misaki 颯太/sota ひなた/hinata 健/ken 葵/aoi 悠真/yuma 花子/hanako 翔/sho エミ/emi 直樹/naoki',
    ),
    family: names(
      '佐藤/sato 鈴木/suzuki 高橋/takahashi 田中/tanaka 伊藤/ito 渡辺/watanabe 山本/yamamoto 中村/nakamura 小林/kobayashi 加藤/kato 吉田/yoshida 山田/yamada 佐々木/sasaki 松本/matsumoto 井上/inoue 木村/kimura',
    ),
  },
  {
    locale: 'ko-KR',
    timeZones: ['Asia/Seoul'],
    weight: 4,
    familyFirst: true,
    given: names(
      '민준/minjun 서연/seoyeon 도윤/doyun 지우/jiwoo 예준/yejun 하은/haeun 시우/siwoo 수아/sua 주원/juwon 지유/jiyu 지호/jiho 채원/chaewon',
    ),
    family: names('김/kim 이/lee 박/park 최/choi 정/jung 강/kang 조/cho 윤/yoon 장/jang 임/lim 한/han 오/oh'),
  },
  {
    locale: 'th-TH',
    timeZones: ['Asia/Bangkok'],
    weight: 2,
    given: names(
      'สมชาย/somchai สุดา/suda ณัฐ/nat พิมพ์ชนก/pimchanok อนันต์/anan มาลี/malee กิตติ/kitti ปรียา/preeya ธนา/thana วิไล/wilai',
    ),
    family: names(
      'สุขใจ/sukjai แสงทอง/saengthong ศรีสุข/srisuk วงศ์ใหญ่/wongyai ทองดี/thongdee ใจดี/jaidee บุญมา/boonma รัตนกุล/rattanakul',
    ),
  },
];

export const DEPARTMENTS: [name: string, weight: number][] = [
  ['Engineering', 26],
  ['Sales', 18],
  ['Support', 15],
  ['Operations', 12],
  ['Marketing', 9],
  ['Finance', 7],
  ['People', 5],
  ['Design', 4],
  ['Legal', 2],
  ['Research', 1.9],
  // A rare one, as filters must be fast for rare values too.
  ['Archive', 0.1],
];

export const TITLES: Record<string, string[]> = {
  Engineering: ['Software Engineer', 'Senior Engineer', 'Engineering Manager', 'Site Reliability Engineer'],
  Sales: ['Account Executive', 'Sales Manager', 'Sales Engineer'],
  Support: ['Support Specialist', 'Support Lead'],
  Operations: ['Operations Analyst', 'Logistics Coordinator', 'Facilities Manager'],
  Marketing: ['Content Editor', 'Campaign Manager', 'Brand Designer'],
  Finance: ['Accountant', 'Controller', 'Payroll Specialist'],
  People: ['Recruiter', 'People Partner'],
  Design: ['Product Designer', 'Design Researcher'],
  Legal: ['Counsel', 'Compliance Officer'],
  Research: ['Research Scientist', 'Data Analyst'],
  Archive: ['Archivist'],
};
