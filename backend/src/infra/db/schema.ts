/** Every table on one page. Owners are the features named above each; only the owner writes. Types of columns: see design notes in docs. */

import type { CallReason } from '@tableorder/contract/calls';
import type { Role } from '@tableorder/contract/endpoint';
import type {
  CallId,
  CategoryId,
  DeviceId,
  MenuId,
  OptionGroupId,
  OptionId,
  OrderId,
  OrderItemId,
  SessionId,
  SignInId,
  StaffId,
  StoreId,
  TableId,
} from '@tableorder/contract/ids';
import type { Locale } from '@tableorder/contract/locale';
import type { Money } from '@tableorder/contract/money';
import type { Actor, OrderStatus } from '@tableorder/contract/orders';
import type { LocalDay } from '@tableorder/contract/time';

type At = number;

export interface Schema {
  // infra/db
  migrations: { number: number; name: string; at: At };
  // infra/events
  server_facts: { name: string; value: string };
  store_counters: { store_id: StoreId; event_seq: number; order_number: number };
  events: {
    store_id: StoreId;
    seq: number;
    type: string;
    audience: 'staff' | 'session' | 'everyone';
    table_id: TableId | null;
    session_id: SessionId | null;
    data: string;
    at: At;
  };
  // stores
  stores: { id: StoreId; code: string; name: string; currency: string; time_zone: string; locale: Locale; created_at: At };
  setup_tokens: { token_hash: string; made_at: At; used_at: At | null };
  // access
  staff: {
    id: StaffId;
    store_id: StoreId;
    username: string;
    username_key: string;
    password_hash: string;
    role: Role;
    created_at: At;
    removed_at: At | null;
  };
  sign_ins: {
    id: SignInId;
    store_id: StoreId;
    kind: 'staff' | 'tablet' | 'phone';
    staff_id: StaffId | null;
    table_id: TableId | null;
    device_id: DeviceId | null;
    session_id: SessionId | null;
    created_at: At;
    expires_at: At;
    ended_at: At | null;
  };
  devices: { id: DeviceId; store_id: StoreId; table_id: TableId; key_hash: string; paired_at: At; unpaired_at: At | null };
  pairing_codes: {
    store_id: StoreId;
    table_id: TableId;
    code_hash: string;
    made_at: At;
    expires_at: At;
    tries: number;
    used_at: At | null;
  };
  // menu
  categories: { id: CategoryId; store_id: StoreId; parent_id: CategoryId | null; name: string; position: number };
  menu_items: {
    id: MenuId;
    store_id: StoreId;
    category_id: CategoryId;
    name: string;
    description: string;
    price: Money;
    position: number;
    sold_out_at: At | null;
    sold_out_until: At | null;
    hidden_at: At | null;
    picture: string | null;
    picture_widths: string | null;
    badges: string;
    allergens: string;
    origin: string | null;
    spice_level: number;
    alcohol: 'yes' | 'no';
    serving_hours: string | null;
    daily_stock: number | null;
    stock_on: LocalDay | null;
    stock_used: number;
    created_at: At;
    removed_at: At | null;
  };
  option_groups: {
    id: OptionGroupId;
    store_id: StoreId;
    item_id: MenuId;
    name: string;
    min_choices: number;
    max_choices: number;
    max_per_option: number;
    position: number;
  };
  options: {
    id: OptionId;
    store_id: StoreId;
    group_id: OptionGroupId;
    name: string;
    price_delta: Money;
    position: number;
    unavailable_at: At | null;
  };
  menu_texts: {
    store_id: StoreId;
    subject_id: string;
    locale: Locale;
    name: string | null;
    description: string | null;
    origin: string | null;
  };
  // tables
  tables: {
    id: TableId;
    store_id: StoreId;
    number: number;
    label: string | null;
    zone: string | null;
    qr_secret: string;
    created_at: At;
    removed_at: At | null;
  };
  table_sessions: { id: SessionId; store_id: StoreId; table_id: TableId; started_at: At; ended_at: At | null };
  // orders
  orders: {
    id: OrderId;
    store_id: StoreId;
    number: number;
    status: OrderStatus;
    version: number;
    table_id: TableId;
    table_number: number;
    session_id: SessionId;
    total_amount: Money;
    note: string | null;
    cancel_reason: string | null;
    placed_by: string;
    idempotency_key: string;
    body_hash: string;
    created_at: At;
    updated_at: At;
    deleted_at: At | null;
    deleted_by: StaffId | null;
    delete_reason: string | null;
  };
  order_items: {
    id: OrderItemId;
    store_id: StoreId;
    order_id: OrderId;
    position: number;
    menu_id: MenuId;
    name: string;
    unit_price: Money;
    quantity: number;
    options: string;
    subtotal: Money;
    note: string | null;
  };
  order_transitions: {
    store_id: StoreId;
    order_id: OrderId;
    position: number;
    from_status: OrderStatus | null;
    to_status: OrderStatus;
    at: At;
    actor: Actor;
    staff_id: StaffId | null;
  };
  // calls
  calls: {
    id: CallId;
    store_id: StoreId;
    table_id: TableId;
    session_id: SessionId | null;
    reason: CallReason;
    note: string | null;
    created_at: At;
    done_at: At | null;
    done_by: StaffId | null;
  };
}
