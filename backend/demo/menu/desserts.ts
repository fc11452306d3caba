import type { DemoCategory } from '../demo-item.ts';
import { extras } from './options.ts';

const vanillaScoop = {
  name: { ko: '바닐라 아이스크림', en: 'Vanilla ice cream', ja: 'バニラアイス', zh: '香草冰淇淋' },
  priceDelta: 2000,
};
const moreRedBean = { name: { ko: '팥 추가', en: 'Extra red bean', ja: '小豆追加', zh: '加红豆' }, priceDelta: 1000 };
const injeolmi = { name: { ko: '인절미 추가', en: 'Extra rice cake', ja: 'きなこ餅追加', zh: '加黄豆粉年糕' }, priceDelta: 1500 };

export const desserts: DemoCategory = {
  key: 'desserts',
  name: { ko: '디저트', en: 'Desserts', ja: 'デザート', zh: '甜品' },
  items: [
    {
      key: 'patbingsu',
      name: { ko: '옛날 팥빙수', en: 'Red Bean Bingsu', ja: '昔ながらのパッピンス', zh: '红豆刨冰' },
      description: {
        ko: '우유 얼음을 곱게 갈아 직접 쑨 팥을 올렸어요. 둘이 나눠 드시기 좋아요.',
        en: 'Feather-fine milk ice under house-cooked red beans. Enough for two.',
        ja: 'ふわふわのミルク氷に自家製小豆をのせました。お二人でどうぞ。',
        zh: '细绵牛奶冰铺上自制蜜红豆，两人分享刚刚好。',
      },
      price: 11000,
      picture: 'patbingsu.webp',
      spiceLevel: 0,
      alcohol: false,
      badges: ['popular'],
      allergens: ['milk', 'soy'],
      origin: { ko: '팥(국내산), 떡(쌀 국내산)', en: 'Red beans and rice cake: Korea' },
      optionGroups: [extras(3, [moreRedBean, injeolmi, vanillaScoop])],
    },
    {
      key: 'hotteok',
      name: { ko: '씨앗호떡 2개', en: 'Seed-Filled Hotteok (2)', ja: '種入りホットク 2個', zh: '坚果糖饼（2个）' },
      description: {
        ko: '흑설탕과 견과를 채워 노릇하게 구웠어요. 속이 뜨거우니 천천히 드세요.',
        en: 'Golden griddle cakes filled with brown sugar, seeds and nuts. Hot inside, so take your time.',
        ja: '黒糖とナッツを詰めてこんがり焼きました。中が熱いのでゆっくりどうぞ。',
        zh: '红糖坚果馅煎至金黄，内馅滚烫，请慢慢享用。',
      },
      price: 5000,
      picture: 'hotteok.webp',
      spiceLevel: 0,
      alcohol: false,
      badges: ['recommended'],
      allergens: ['wheat', 'gluten', 'milk', 'soy', 'peanut', 'walnut', 'tree_nut', 'pine_nut'],
      origin: null,
      optionGroups: [extras(1, [vanillaScoop])],
    },
    {
      key: 'yakgwa-icecream',
      name: { ko: '약과 아이스크림', en: 'Yakgwa with Ice Cream', ja: '薬菓アイスクリーム', zh: '药果冰淇淋' },
      description: {
        ko: '따뜻하게 데운 약과에 바닐라 아이스크림을 얹었어요.',
        en: 'Warm honey pastry with vanilla ice cream and a little cinnamon.',
        ja: '温めた蜂蜜菓子「薬菓」にバニラアイスをのせました。',
        zh: '温热蜂蜜药果配香草冰淇淋，冷热交融。',
      },
      price: 6500,
      picture: 'yakgwa-icecream.webp',
      spiceLevel: 0,
      alcohol: false,
      badges: ['new'],
      allergens: ['milk', 'egg', 'wheat', 'gluten', 'soy', 'sesame', 'pine_nut'],
      origin: null,
      optionGroups: [],
    },
    {
      key: 'gyeongdan',
      name: { ko: '삼색 경단', en: 'Three-Colour Rice Dumplings', ja: '三色団子', zh: '三色糯米团子' },
      description: {
        ko: '콩고물, 쑥, 흑임자를 입힌 한입 찹쌀떡이에요.',
        en: 'Bite-size sticky rice balls in roasted soybean, mugwort and black sesame.',
        ja: 'きなこ、よもぎ、黒ごまの一口もち米団子です。',
        zh: '黄豆粉、艾草、黑芝麻三味糯米小团子，一口一个。',
      },
      price: 5500,
      picture: 'gyeongdan.webp',
      spiceLevel: 0,
      alcohol: false,
      badges: [],
      allergens: ['soy', 'sesame'],
      origin: { ko: '찹쌀(국내산), 콩가루(콩 국내산)', en: 'Sticky rice and soybean powder: Korea' },
      optionGroups: [],
    },
    {
      key: 'fruit-plate',
      name: { ko: '제철 과일', en: 'Seasonal Fruit', ja: '季節のフルーツ', zh: '时令水果' },
      description: {
        ko: '그날 가장 맛있는 과일을 골라 깎아 드려요.',
        en: 'The best of the day, peeled and cut for you.',
        ja: 'その日いちばんおいしい果物を切ってお出しします。',
        zh: '挑选当日最甜的水果，现切上桌。',
      },
      price: 12000,
      picture: 'fruit-plate.webp',
      spiceLevel: 0,
      alcohol: false,
      badges: [],
      allergens: ['peach'],
      origin: { ko: '과일(국내산)', en: 'Fruit: Korea' },
      optionGroups: [],
    },
  ],
};
