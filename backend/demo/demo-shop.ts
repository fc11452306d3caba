import type { Texts } from './demo-item.ts';

interface DemoTable {
  number: number;
  label: string;
  zone: string;
}

interface DemoShop {
  code: string;
  name: Texts;
  currency: string;
  timeZone: string;
  /** Beside the kitchen, which makes the rest: each with the categories it makes. */
  stations: readonly { name: Texts; categories: readonly string[]; warnMs: number; lateMs: number }[];
  tables: readonly DemoTable[];
}

export const demoShop: DemoShop = {
  code: 'demo',
  name: { ko: '온기마루', en: 'Ongi Maru', ja: 'オンギマル', zh: '温庭小馆' },
  currency: 'KRW',
  timeZone: 'Asia/Seoul',
  stations: [
    { name: { ko: '바', en: 'Bar', ja: 'バー', zh: '吧台' }, categories: ['alcohol', 'drinks'], warnMs: 240_000, lateMs: 480_000 },
    { name: { ko: '디저트', en: 'Desserts', ja: 'デザート', zh: '甜品' }, categories: ['desserts'], warnMs: 480_000, lateMs: 900_000 },
  ],
  tables: [
    { number: 1, label: '입구 2인석', zone: '홀' },
    { number: 2, label: '기둥 옆 2인석', zone: '홀' },
    { number: 3, label: '가운데 4인석', zone: '홀' },
    { number: 4, label: '벽 쪽 4인석', zone: '홀' },
    { number: 5, label: '주방 앞 4인석', zone: '홀' },
    { number: 6, label: '안쪽 4인석', zone: '홀' },
    { number: 7, label: '안쪽 6인석', zone: '홀' },
    { number: 8, label: '단체석 8인', zone: '홀' },
    { number: 9, label: '창가 왼쪽 2인석', zone: '창가' },
    { number: 10, label: '창가 가운데 2인석', zone: '창가' },
    { number: 11, label: '창가 오른쪽 4인석', zone: '창가' },
    { number: 12, label: '창가 모퉁이 4인석', zone: '창가' },
  ],
};
