/** What a migration found that a person has to look at. Told once, when the migrations are done. */
export const notices: { userIds?: string[]; roleIds?: string[]; text: string }[] = [];
