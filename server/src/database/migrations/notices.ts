/** Findings of migrations that a person has to check. They are logged once, when the migrations are done. */
export const notices: { userIds?: string[]; roleIds?: string[]; text: string }[] = [];
