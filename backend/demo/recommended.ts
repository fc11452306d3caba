/** What goes with what in the demo shop, by the keys of its items. */
export const demoRecommended: Readonly<Record<string, readonly string[]>> = {
  'kimchi-jjigae': ['nalchi-jumeokbap', 'gyeran-jjim', 'makgeolli'],
  'budae-jjigae': ['gyeran-jjim', 'corn-cheese', 'cola'],
  samgyeopsal: ['mul-naengmyeon', 'gyeran-jjim', 'soju', 'draft-beer'],
  moksal: ['bibim-naengmyeon', 'soju'],
  'haemul-pajeon': ['makgeolli', 'dubu-kimchi'],
  'kimchi-jeon': ['makgeolli', 'sikhye'],
  tteokbokki: ['modeum-twigim', 'chamchi-gimbap', 'cola'],
  'dak-gangjeong': ['draft-beer', 'cola'],
};
