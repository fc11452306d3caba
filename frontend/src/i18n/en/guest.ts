import guest from './guest.json';
import guestDevice from './guest-device.json';
import guestMenu from './guest-menu.json';
import guestOrders from './guest-orders.json';
import guestParty from './guest-party.json';
import problems from './problems.json';
import ui from './ui.json';

/** One file for the line, not one for each part of the app. */
export const words = {
  ...ui,
  ...problems,
  ...guest,
  ...guestDevice,
  ...guestMenu,
  ...guestOrders,
  ...guestParty,
};
