/** Zones that ICU accepts and does not list as canonical: IANA's links, in IANA's spelling. */
const LINKS =
  'UTC GMT Etc/UTC Etc/GMT Etc/UCT Etc/Universal Etc/Zulu Etc/Greenwich Etc/GMT0 Etc/GMT+0 Etc/GMT-0 GMT0 GMT+0 GMT-0 UCT ' +
  'Universal Zulu Greenwich US/Alaska US/Aleutian US/Arizona US/Central US/East-Indiana US/Eastern US/Hawaii ' +
  'US/Indiana-Starke US/Michigan US/Mountain US/Pacific US/Samoa Canada/Atlantic Canada/Central Canada/Eastern ' +
  'Canada/Mountain Canada/Newfoundland Canada/Pacific Canada/Saskatchewan Canada/Yukon Brazil/Acre Brazil/DeNoronha ' +
  'Brazil/East Brazil/West Chile/Continental Chile/EasterIsland Mexico/BajaNorte Mexico/BajaSur Mexico/General Cuba ' +
  'Egypt Eire GB GB-Eire Hongkong Iceland Iran Israel Jamaica Japan Kwajalein Libya NZ NZ-CHAT Navajo PRC Poland ' +
  'Portugal ROC ROK Singapore Turkey W-SU';

const timeZones = new Map(
  [...Intl.supportedValuesOf('timeZone'), ...LINKS.split(' ')].map((name) => [name.toLowerCase(), name]),
);

/** The areas of IANA's database, each a directory of it. */
const AREA = /^(africa|america|antarctica|arctic|asia|atlantic|australia|europe|indian|pacific|etc)\//i;

/** An IANA time zone in IANA's spelling; undefined for any other text. */
export function readTimeZone(text: string): string | undefined {
  const zone = timeZones.get(text.toLowerCase());
  // Abbreviations (IST is Israel's, India's and Ireland's), names of System V and offsets are not IANA names.
  if (zone || !AREA.test(text)) return zone;
  try {
    // Former names of a zone, such as Asia/Calcutta, are not in supportedValuesOf.
    new Intl.DateTimeFormat('en', { timeZone: text });
    return spelled(text);
  } catch {
    return undefined;
  }
}

/** The spelling of places by IANA: America/Port-au-Prince, Africa/Dar_es_Salaam, America/Argentina/ComodRivadavia. */
function spelled(text: string): string {
  if (/^etc\/gmt/i.test(text)) return `Etc/${text.slice('Etc/'.length).toUpperCase()}`;
  const small = new Set(['au', 'es', 'of']);
  return text
    .toLowerCase()
    .split(/([/_-])/)
    .map((word, index) =>
      small.has(word) && index > 0 ? word : word.charAt(0).toUpperCase() + word.slice(1),
    )
    .join('');
}
