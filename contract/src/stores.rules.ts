/** What a store's code and a person's name are made of, as patterns: the wire and the forms go by the same. */
export const STORE_CODE = '^[a-z0-9][a-z0-9-]{0,30}[a-z0-9]$';
export const USERNAME = '^[A-Za-z0-9][A-Za-z0-9._-]{0,38}[A-Za-z0-9]$';

export const isStoreCode = (text: string): boolean => new RegExp(STORE_CODE).test(text);
export const isUsername = (text: string): boolean => new RegExp(USERNAME).test(text);
