import type { DemoOptionGroup, Texts } from '../demo-item.ts';

interface Choice {
  name: Texts;
  priceDelta: number;
}

const plainRice: Choice = { name: { ko: '공깃밥', en: 'Steamed rice', ja: '白ご飯', zh: '白米饭' }, priceDelta: 0 };
const blackRice: Choice = { name: { ko: '흑미밥', en: 'Black rice', ja: '黒米ご飯', zh: '黑米饭' }, priceDelta: 500 };
const noRice: Choice = { name: { ko: '밥 없이', en: 'No rice', ja: 'ご飯なし', zh: '不要米饭' }, priceDelta: 0 };

export const ramyeonNoodles: Choice = { name: { ko: '라면사리', en: 'Ramyeon noodles', ja: 'ラーメン麺', zh: '拉面' }, priceDelta: 1500 };
export const glassNoodles: Choice = { name: { ko: '당면사리', en: 'Glass noodles', ja: '春雨', zh: '粉丝' }, priceDelta: 1500 };
export const udonNoodles: Choice = { name: { ko: '우동사리', en: 'Udon noodles', ja: 'うどん', zh: '乌冬面' }, priceDelta: 2000 };
export const riceCakes: Choice = { name: { ko: '떡사리', en: 'Rice cakes', ja: 'トック', zh: '年糕' }, priceDelta: 1500 };
export const tofu: Choice = { name: { ko: '두부 추가', en: 'Extra tofu', ja: '豆腐追加', zh: '加豆腐' }, priceDelta: 1500 };
export const cheese: Choice = { name: { ko: '모차렐라 치즈', en: 'Mozzarella', ja: 'モッツァレラ', zh: '马苏里拉奶酪' }, priceDelta: 2500 };
export const friedEgg: Choice = { name: { ko: '계란프라이', en: 'Fried egg', ja: '目玉焼き', zh: '煎蛋' }, priceDelta: 1000 };
export const boiledEgg: Choice = { name: { ko: '삶은 계란', en: 'Boiled egg', ja: 'ゆで卵', zh: '水煮蛋' }, priceDelta: 1000 };
export const morePork: Choice = { name: { ko: '돼지고기 추가', en: 'Extra pork', ja: '豚肉追加', zh: '加猪肉' }, priceDelta: 4000 };

export const spiceChoice: DemoOptionGroup = {
  name: { ko: '맵기 선택', en: 'Spice level', ja: '辛さ', zh: '辣度' },
  min: 1,
  max: 1,
  options: [
    { name: { ko: '순한맛', en: 'Mild', ja: '甘口', zh: '微辣' }, priceDelta: 0 },
    { name: { ko: '보통맛', en: 'Medium', ja: '普通', zh: '中辣' }, priceDelta: 0 },
    { name: { ko: '매운맛', en: 'Hot', ja: '辛口', zh: '特辣' }, priceDelta: 0 },
  ],
};

export const riceChoice: DemoOptionGroup = {
  name: { ko: '밥 선택', en: 'Choose your rice', ja: 'ご飯の種類', zh: '选择米饭' },
  min: 1,
  max: 1,
  options: [plainRice, blackRice, noRice],
};

export const portionChoice: DemoOptionGroup = {
  name: { ko: '양 선택', en: 'Portion', ja: '量', zh: '分量' },
  min: 1,
  max: 1,
  options: [
    { name: { ko: '보통', en: 'Regular', ja: '並盛', zh: '普通' }, priceDelta: 0 },
    { name: { ko: '곱빼기', en: 'Large', ja: '大盛', zh: '大份' }, priceDelta: 2000 },
  ],
};

export const cupChoice: DemoOptionGroup = {
  name: { ko: '사이즈', en: 'Size', ja: 'サイズ', zh: '规格' },
  min: 1,
  max: 1,
  options: [
    { name: { ko: '보통', en: 'Regular', ja: 'レギュラー', zh: '中杯' }, priceDelta: 0 },
    { name: { ko: '크게', en: 'Large', ja: 'ラージ', zh: '大杯' }, priceDelta: 1000 },
  ],
};

export const temperatureChoice: DemoOptionGroup = {
  name: { ko: '온도', en: 'Hot or iced', ja: 'ホット／アイス', zh: '冷热' },
  min: 1,
  max: 1,
  options: [
    { name: { ko: '따뜻하게', en: 'Hot', ja: 'ホット', zh: '热' }, priceDelta: 0 },
    { name: { ko: '시원하게', en: 'Iced', ja: 'アイス', zh: '冰' }, priceDelta: 500 },
  ],
};

export const cookingChoice: DemoOptionGroup = {
  name: { ko: '굽는 방법', en: 'How to cook it', ja: '焼き方', zh: '烤制方式' },
  min: 1,
  max: 1,
  options: [
    { name: { ko: '주방에서 구워 주세요', en: 'Grilled in the kitchen', ja: '厨房で焼いて提供', zh: '厨房烤好上桌' }, priceDelta: 0 },
    { name: { ko: '테이블에서 직접 구울게요', en: 'Grill it at the table', ja: 'テーブルで焼く', zh: '在桌上自己烤' }, priceDelta: 0 },
  ],
};

export const grillExtras: DemoOptionGroup = {
  name: { ko: '곁들임 추가', en: 'Add on the side', ja: '付け合わせ追加', zh: '加配菜' },
  min: 0,
  max: 4,
  options: [
    { name: { ko: '모둠 쌈채소', en: 'Lettuce wraps', ja: 'サンチュ盛り合わせ', zh: '生菜拼盘' }, priceDelta: 2000 },
    { name: { ko: '구운 마늘', en: 'Grilled garlic', ja: '焼きにんにく', zh: '烤蒜' }, priceDelta: 1000 },
    { name: { ko: '새송이버섯', en: 'King oyster mushroom', ja: 'エリンギ', zh: '杏鲍菇' }, priceDelta: 3000 },
    { name: { ko: '명이나물', en: 'Pickled wild garlic leaves', ja: 'ミョンイナムル（行者にんにく）', zh: '腌山蒜叶' }, priceDelta: 3000 },
  ],
};

export function extras(max: number, options: Choice[]): DemoOptionGroup {
  return { name: { ko: '추가 선택', en: 'Extras', ja: '追加トッピング', zh: '加料' }, min: 0, max, options };
}
