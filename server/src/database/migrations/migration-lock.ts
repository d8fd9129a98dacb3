/**
 * The advisory lock of migrations: any number that no other program takes, "rollcall" in ASCII, cut to 32 bits. A migration
 * takes it alone, a backup shares it, so that the tables stay the same meanwhile.
 */
export const MIGRATION_LOCK = 0x726f6c6c;
