/** Every table on one page. Owners are the features named above each; only the owner writes. Types of columns: see design notes in docs. */

import type { AuditAct, AuditArea } from '@tableorder/contract/audit';
import type { CallReason } from '@tableorder/contract/calls';
import type { UnpairedBy } from '@tableorder/contract/devices';
import type { DisplayKind } from '@tableorder/contract/displays';
import type { Role } from '@tableorder/contract/endpoint';
import type {
  AuditId,
  CallId,
  CartGuestId,
  CartLineId,
  CategoryId,
  DeviceId,
  DisplayId,
  JoinRequestId,
  MenuId,
  OptionGroupId,
  OptionId,
  OrderId,
  OrderItemId,
  PrinterId,
  PrintJobId,
  ScreenId,
  SessionId,
  SignInId,
  StaffId,
  StationId,
  StoreId,
  TableId,
} from '@tableorder/contract/ids';
import type { Locale } from '@tableorder/contract/locale';
import type { Money } from '@tableorder/contract/money';
import type { Actor, OrderStatus } from '@tableorder/contract/orders';
import type { PrinterState, PrintJob } from '@tableorder/contract/printers';
import type { LocalDay } from '@tableorder/contract/time';

type At = number;

export interface Schema {
  // infra/db
  migrations: { number: number; name: string; at: At };
  // infra/events
  server_facts: { name: string; value: string };
  store_counters: { store_id: StoreId; event_seq: number; order_number: number; order_number_on: LocalDay | null };
  events: {
    store_id: StoreId;
    seq: number;
    type: string;
    audience: 'staff' | 'session' | 'guests' | 'everyone';
    table_id: TableId | null;
    session_id: SessionId | null;
    data: string;
    at: At;
  };
  // stores
  stores: {
    id: StoreId;
    code: string;
    name: string;
    currency: string;
    time_zone: string;
    locale: Locale;
    created_at: At;
    settings: string;
  };
  setup_tokens: { token_hash: string; made_at: At; used_at: At | null };
  // audit
  audit: {
    id: AuditId;
    store_id: StoreId;
    at: At;
    staff_id: StaffId | null;
    staff_name: string;
    role: Role | null;
    act: AuditAct;
    area: AuditArea;
    subject_id: string | null;
    subject: string;
    details: string;
  };
  // stations
  stations: {
    id: StationId;
    store_id: StoreId;
    name: string;
    names: string;
    position: number;
    warn_ms: number;
    late_ms: number;
    language: Locale | null;
    takes_rest_at: At | null;
    created_at: At;
    removed_at: At | null;
    /** The heir of a removed one, who makes what it made. */
    moved_to: StationId | null;
  };
  item_stations: { store_id: StoreId; item_id: MenuId; station_id: StationId };
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
    pin_hash: string | null;
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
    screen_id: ScreenId | null;
    way: 'password' | 'pin' | null;
    agent: string | null;
    seen_at: At | null;
  };
  devices: {
    id: DeviceId;
    store_id: StoreId;
    table_id: TableId;
    key_hash: string;
    paired_at: At;
    unpaired_at: At | null;
    unpaired_by: UnpairedBy | null;
  };
  screens: { id: ScreenId; store_id: StoreId; key_hash: string; made_at: At };
  screen_seats: { store_id: StoreId; screen_id: ScreenId; staff_id: StaffId; tries: number; expires_at: At };
  second_factors: {
    store_id: StoreId;
    staff_id: StaffId;
    secret: string;
    made_at: At;
    confirmed_at: At | null;
    last_step: number;
  };
  recovery_codes: { store_id: StoreId; staff_id: StaffId; code_hash: string; used_at: At | null };
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
    picture_placeholder: string | null;
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
    version: number;
  };
  option_groups: {
    id: OptionGroupId;
    store_id: StoreId;
    name: string;
    min_choices: number;
    max_choices: number;
    max_per_option: number;
    library_at: At | null;
    version: number;
  };
  item_option_groups: { store_id: StoreId; item_id: MenuId; position: number; group_id: OptionGroupId };
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
  menu_recommendations: { store_id: StoreId; item_id: MenuId; recommended_id: MenuId; position: number };
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
  /** Where a table stands on its zone's plan; one without a row stands where there is room. */
  table_places: { table_id: TableId; store_id: StoreId; x: number; y: number; width: number; height: number; shape: string };
  table_sessions: { id: SessionId; store_id: StoreId; table_id: TableId; started_at: At; ended_at: At | null };
  join_requests: {
    id: JoinRequestId;
    store_id: StoreId;
    table_id: TableId;
    secret_hash: string;
    asked_at: At;
    expires_at: At;
    decision: 'accepted' | 'refused' | null;
    decided_at: At | null;
    /** What the yes opened; a phone comes in while it runs. */
    session_id: SessionId | null;
  };
  // devices
  device_reports: {
    device_id: DeviceId;
    store_id: StoreId;
    at: At;
    version: string;
    battery: number | null;
    charging: 'yes' | 'no' | null;
    screen: 'awake' | 'asleep';
    line: 'secure' | 'plain';
  };
  tablet_pins: { store_id: StoreId; pin_hash: string; set_at: At };
  // carts
  cart_guests: {
    id: CartGuestId;
    store_id: StoreId;
    session_id: SessionId;
    device: DeviceId | SignInId;
    kind: 'phone' | 'tablet';
    number: number;
    nickname: string | null;
  };
  cart_lines: {
    id: CartLineId;
    store_id: StoreId;
    session_id: SessionId;
    version: number;
    added_by: CartGuestId;
    menu_id: MenuId;
    name: string;
    option_ids: string;
    quantity: number;
    note: string | null;
    unit_price: Money;
    added_at: At;
    removed_at: At | null;
    order_id: OrderId | null;
  };
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
    seen_at: At | null;
    seen_on: string | null;
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
    /** As they were when it was ordered; null is of before there were stations. */
    station_ids: string | null;
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
  // kitchen
  kitchen_lines: {
    store_id: StoreId;
    order_id: OrderId;
    item_id: OrderItemId;
    station_id: StationId;
    course: number | null;
    held_at: At | null;
    fired_at: At | null;
    started_at: At | null;
    bumped_at: At | null;
    recalled_at: At | null;
    by_id: StaffId | null;
  };
  // waiting
  kitchen_rushes: { store_id: StoreId; since_at: At; until_at: At | null };
  // displays
  displays: {
    store_id: StoreId;
    id: DisplayId;
    kind: DisplayKind;
    station_id: StationId | null;
    screen: 'awake' | 'asleep';
    line: 'live' | 'down';
    version: string;
    at: At;
    by_id: StaffId | null;
  };
  // receipts
  order_sightings: { store_id: StoreId; order_id: OrderId; place: string; screen: string; seen_at: At; by_id: StaffId | null };
  order_escalations: { store_id: StoreId; order_id: OrderId; step: number; at: At };
  // printers
  printers: {
    id: PrinterId;
    store_id: StoreId;
    name: string;
    host: string;
    port: number;
    width_dots: number;
    confirms: 'answer' | 'sent';
    /** JSON list of stations; an empty one prints every order whole. */
    station_ids: string;
    fallback_id: PrinterId | null;
    state: PrinterState;
    state_at: At;
    seen_at: At | null;
    /** When it came, or when its stations were chosen last; orders from then on are printed. */
    serves_since: At;
    created_at: At;
    removed_at: At | null;
  };
  print_jobs: {
    id: PrintJobId;
    store_id: StoreId;
    /** One ticket for each order, station, printer and revision, however often its event is read. */
    job_key: string;
    order_id: OrderId | null;
    station_id: StationId | null;
    printer_id: PrinterId;
    kind: PrintJob['kind'];
    state: PrintJob['state'];
    attempts: number;
    /** Attempts whose outcome nobody knows, so that the ticket may be on paper. */
    doubts: number;
    /** Until then the process that is printing it has it alone. */
    leased_until: At | null;
    expires_at: At;
    created_at: At;
    printed_at: At | null;
    printed_by: PrinterId | null;
    trouble: PrinterState | null;
    dismissed_at: At | null;
    content: string;
  };
  /** How far a store's events have been made into tickets. */
  print_cursors: { store_id: StoreId; epoch: string; seq: number };
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
  // reports
  day_figures: { store_id: StoreId; from_at: At; to_at: At; shape: number; figures: string; items: string };
  day_closings: {
    store_id: StoreId;
    day_on: LocalDay;
    from_at: At;
    to_at: At;
    closed_at: At;
    closed_by: StaffId | null;
    closed_by_name: string;
    note: string | null;
    sales: Money;
    orders: number;
    parties: number;
    cancelled_orders: number;
    cancelled_amount: Money;
    deleted_orders: number;
    deleted_amount: Money;
    open_orders: number;
    open_amount: Money;
    open_tables: number;
    first_at: At | null;
    last_at: At | null;
  };
}
