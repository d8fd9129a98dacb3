/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  fragment OwnProfile on User {\n    id\n    email\n    displayName\n    givenName\n    familyName\n    phone\n    locale\n    timeZone\n    title\n    department\n  }\n": typeof types.OwnProfileFragmentDoc,
    "\n  query OwnProfile {\n    viewer {\n      ...OwnProfile\n    }\n  }\n": typeof types.OwnProfileDocument,
    "\n  mutation UpdateViewer($input: UpdateViewerInput!) {\n    updateViewer(input: $input) {\n      viewer {\n        ...Viewer\n        ...OwnProfile\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.UpdateViewerDocument,
    "\n  fragment AuditRow on AuditEntry {\n    id\n    occurredAt\n    action\n    actorId\n    actor {\n      id\n      displayName\n    }\n    sessionId\n    tokenId\n    targetType\n    targetId\n    target {\n      id\n      displayName\n    }\n    requestId\n    address\n    changes {\n      field\n      before\n      after\n    }\n  }\n": typeof types.AuditRowFragmentDoc,
    "\n  fragment AuditPage on AuditEntryConnection {\n    nodes {\n      ...AuditRow\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n    totalCountIsCapped\n  }\n": typeof types.AuditPageFragmentDoc,
    "\n  query AuditEntries($first: Int!, $after: String, $where: AuditWhere) {\n    auditEntries(first: $first, after: $after, where: $where) {\n      ...AuditPage\n    }\n  }\n": typeof types.AuditEntriesDocument,
    "\n  subscription ActivityChanged {\n    userChanged {\n      kind\n    }\n  }\n": typeof types.ActivityChangedDocument,
    "\n  query AuditPeople($search: String) {\n    users(first: 10, search: $search, where: { status: [ACTIVE, INVITED, DEACTIVATED, DELETED] }) {\n      nodes {\n        id\n        displayName\n        email\n      }\n    }\n  }\n": typeof types.AuditPeopleDocument,
    "\n  query AuditPerson($id: ID!) {\n    user(id: $id) {\n      id\n      displayName\n      email\n    }\n  }\n": typeof types.AuditPersonDocument,
    "\n  fragment Viewer on User {\n    id\n    email\n    displayName\n    locale\n    timeZone\n    permissions\n    isUsageCounted\n  }\n": typeof types.ViewerFragmentDoc,
    "\n  fragment Entry on SignInPayload {\n    viewer {\n      ...Viewer\n    }\n    accessToken\n    expiresAt\n    userErrors {\n      code\n      message\n      path\n    }\n  }\n": typeof types.EntryFragmentDoc,
    "\n  mutation SignIn($input: SignInInput!) {\n    entry: signIn(input: $input) {\n      ...Entry\n      secondFactor {\n        challenge\n      }\n    }\n  }\n": typeof types.SignInDocument,
    "\n  mutation CompleteSignIn($input: CompleteSignInInput!) {\n    entry: completeSignIn(input: $input) {\n      ...Entry\n    }\n  }\n": typeof types.CompleteSignInDocument,
    "\n  mutation StartPasskeySignIn {\n    startPasskeySignIn {\n      options\n    }\n  }\n": typeof types.StartPasskeySignInDocument,
    "\n  mutation SignInWithPasskey($input: PasskeySignInInput!) {\n    entry: signInWithPasskey(input: $input) {\n      ...Entry\n    }\n  }\n": typeof types.SignInWithPasskeyDocument,
    "\n  mutation SetUp($input: SetUpInput!) {\n    entry: setUp(input: $input) {\n      ...Entry\n    }\n  }\n": typeof types.SetUpDocument,
    "\n  mutation RefreshSession {\n    entry: refreshSession {\n      ...Entry\n      status {\n        needsSetUp\n        sendsMail\n      }\n    }\n  }\n": typeof types.RefreshSessionDocument,
    "\n  mutation SignOut {\n    signOut {\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.SignOutDocument,
    "\n  query SendsMail {\n    sendsMail\n  }\n": typeof types.SendsMailDocument,
    "\n  query InvitationHolder($token: String!) {\n    holder: invitationHolder(token: $token) {\n      email\n      displayName\n    }\n  }\n": typeof types.InvitationHolderDocument,
    "\n  query ResetHolder($token: String!) {\n    holder: resetHolder(token: $token) {\n      email\n      displayName\n      accessTokenCount\n    }\n  }\n": typeof types.ResetHolderDocument,
    "\n  query EmailChangeHolder($token: String!) {\n    holder: emailChangeHolder(token: $token) {\n      email\n      displayName\n    }\n  }\n": typeof types.EmailChangeHolderDocument,
    "\n  mutation ConfirmEmail($input: ConfirmEmailInput!) {\n    answer: confirmEmail(input: $input) {\n      email\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.ConfirmEmailDocument,
    "\n  mutation AcceptInvitation($input: AcceptInvitationInput!) {\n    entry: acceptInvitation(input: $input) {\n      ...Entry\n    }\n  }\n": typeof types.AcceptInvitationDocument,
    "\n  mutation RequestPasswordReset($input: RequestPasswordResetInput!) {\n    answer: requestPasswordReset(input: $input) {\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.RequestPasswordResetDocument,
    "\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    answer: resetPassword(input: $input) {\n      email\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.ResetPasswordDocument,
    "\n  fragment BulkJobParts on BulkJob {\n    id\n    kind\n    change {\n      roleName\n      field\n      value\n      importId\n      fileName\n    }\n    state\n    failure\n    isCancelRequested\n    total\n    position\n    changed\n    created\n    unchanged\n    refused\n    createdAt\n    frozenAt\n    finishedAt\n    actor {\n      id\n      displayName\n    }\n    undoOf\n    undoneBy\n    undoableUntil\n    viewerCanCancel\n    viewerCanUndo\n  }\n": typeof types.BulkJobPartsFragmentDoc,
    "\n  query BulkPreview($input: StartBulkJobInput!) {\n    bulkPreview(input: $input) {\n      total\n      totalIsCapped\n      examined\n      isExact\n      changed\n      unchanged\n      refused {\n        reason\n        message\n        count\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.BulkPreviewDocument,
    "\n  mutation StartBulkJob($input: StartBulkJobInput!) {\n    write: startBulkJob(input: $input) {\n      job {\n        ...BulkJobParts\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.StartBulkJobDocument,
    "\n  mutation ApplyUserImport($input: ApplyUserImportInput!) {\n    write: applyUserImport(input: $input) {\n      job {\n        ...BulkJobParts\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.ApplyUserImportDocument,
    "\n  mutation CancelBulkJob($id: ID!) {\n    write: cancelBulkJob(id: $id) {\n      job {\n        ...BulkJobParts\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.CancelBulkJobDocument,
    "\n  mutation UndoBulkJob($id: ID!) {\n    write: undoBulkJob(id: $id) {\n      job {\n        ...BulkJobParts\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.UndoBulkJobDocument,
    "\n  fragment JobLists on UserLists {\n    everyone: users(first: 1) {\n      ...ListCount\n    }\n    noAccess: users(first: 1, where: { state: [NO_ACCESS] }) {\n      ...ListCount\n    }\n    invited: users(first: 1, where: { state: [INVITED, INVITATION_EXPIRED] }) {\n      ...ListCount\n    }\n    deactivated: users(first: 1, where: { state: [DEACTIVATED] }) {\n      ...ListCount\n    }\n    bin: users(first: 1, where: { state: [DELETED] }) {\n      ...ListCount\n    }\n    views {\n      ...ViewRow\n      ...ViewCount\n    }\n  }\n": typeof types.JobListsFragmentDoc,
    "\n  subscription BulkJobChanged($id: ID!, $timeZone: String!) {\n    bulkJobChanged(id: $id) {\n      ...BulkJobParts\n      lists {\n        ...JobLists\n      }\n    }\n  }\n": typeof types.BulkJobChangedDocument,
    "\n  query BulkJobs($first: Int!, $after: String) {\n    bulkJobs(first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          ...BulkJobParts\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.BulkJobsDocument,
    "\n  query BulkJob($id: ID!, $first: Int!, $after: String, $outcome: BulkItemOutcome) {\n    bulkJob(id: $id) {\n      ...BulkJobParts\n      items(first: $first, after: $after, outcome: $outcome) {\n        edges {\n          cursor\n          node {\n            number\n            userId\n            line\n            isCreated\n            user {\n              id\n              displayName\n              email\n              deletedAt\n            }\n            outcome\n            reason\n            message\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.BulkJobDocument,
    "\n  fragment FeedbackRow on FeedbackEntry {\n    id\n    kind\n    state\n    text\n    page\n    hasPicture\n    answer\n    answeredAt\n    createdAt\n    senderId\n    senderName\n    canBeAnswered\n  }\n": typeof types.FeedbackRowFragmentDoc,
    "\n  fragment FeedbackList on FeedbackEntryConnection {\n    nodes {\n      ...FeedbackRow\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n    totalCountIsCapped\n  }\n": typeof types.FeedbackListFragmentDoc,
    "\n  query FeedbackEntries($first: Int!, $after: String, $where: FeedbackWhere) {\n    feedbackEntries(first: $first, after: $after, where: $where) {\n      ...FeedbackList\n    }\n  }\n": typeof types.FeedbackEntriesDocument,
    "\n  query FeedbackPicture($id: ID!) {\n    feedbackEntry(id: $id) {\n      id\n      picture\n    }\n  }\n": typeof types.FeedbackPictureDocument,
    "\n  mutation SendFeedback($input: SendFeedbackInput!) {\n    write: sendFeedback(input: $input) {\n      id\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.SendFeedbackDocument,
    "\n  mutation SetFeedbackState($id: ID!, $state: FeedbackState!, $first: Int!, $where: FeedbackWhere) {\n    write: setFeedbackState(id: $id, state: $state) {\n      entry {\n        ...FeedbackRow\n      }\n      entries(first: $first, where: $where) {\n        ...FeedbackList\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.SetFeedbackStateDocument,
    "\n  mutation AnswerFeedback($input: AnswerFeedbackInput!, $first: Int!, $where: FeedbackWhere) {\n    write: answerFeedback(input: $input) {\n      entry {\n        ...FeedbackRow\n      }\n      entries(first: $first, where: $where) {\n        ...FeedbackList\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.AnswerFeedbackDocument,
    "\n  query Home {\n    home {\n      userCount\n      states {\n        state\n        count\n        countIsCapped\n      }\n      neverSignedIn\n      dormant\n      withoutSecondFactor\n      departments {\n        top {\n          value\n          label\n          count\n        }\n        others\n      }\n      roles {\n        top {\n          value\n          label\n          count\n        }\n        others\n      }\n      languages {\n        top {\n          value\n          label\n          count\n        }\n        others\n      }\n      days {\n        day\n        added\n        active\n        signIns\n        failures\n        isCapped\n        totals {\n          active\n          invited\n          neverSignedIn\n          withoutSecondFactor\n        }\n      }\n    }\n  }\n": typeof types.HomeDocument,
    "\n  query UserImport(\n    $id: ID!\n    $first: Int!\n    $after: String\n    $outcome: UserImportOutcome\n    $reclassified: Boolean\n  ) {\n    userImport(id: $id) {\n      id\n      fileName\n      reading {\n        encoding\n        isEncodingGuessed\n        delimiter\n        match\n        columns {\n          name\n          field\n          samples\n        }\n      }\n      fault\n      faultLine\n      total\n      created\n      changed\n      unchanged\n      refused\n      reclassified\n      expiresAt\n      jobId\n      rows(first: $first, after: $after, outcome: $outcome, reclassified: $reclassified) {\n        nodes {\n          number\n          line\n          outcome\n          userId\n          email\n          displayName\n          changes {\n            field\n            before\n            after\n          }\n          reasons {\n            message\n            path\n          }\n          isReclassified\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.UserImportDocument,
    "\n  fragment InvitationParts on Invitation {\n    id\n    state\n    delivery\n    email\n    createdAt\n    sentAt\n    expiresAt\n    user {\n      id\n      displayName\n      viewerCanUpdate\n      state\n      invitationExpiresAt\n    }\n    invitedBy {\n      id\n      displayName\n    }\n  }\n": typeof types.InvitationPartsFragmentDoc,
    "\n  fragment InvitationPage on InvitationConnection {\n    edges {\n      cursor\n      node {\n        ...InvitationParts\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n    totalCountIsCapped\n  }\n": typeof types.InvitationPageFragmentDoc,
    "\n  query Invitations($first: Int!, $after: String, $where: InvitationWhere) {\n    invitations(first: $first, after: $after, where: $where) {\n      ...InvitationPage\n    }\n  }\n": typeof types.InvitationsDocument,
    "\n  query UserInvitation($id: ID!) {\n    user(id: $id) {\n      id\n      invitation {\n        ...InvitationParts\n      }\n    }\n  }\n": typeof types.UserInvitationDocument,
    "\n  mutation InviteUser($id: ID!, $first: Int!, $where: InvitationWhere) {\n    write: inviteUser(id: $id) {\n      invitation {\n        ...InvitationParts\n        user {\n          id\n          invitation {\n            id\n          }\n        }\n      }\n      link\n      invitations(first: $first, where: $where) {\n        ...InvitationPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.InviteUserDocument,
    "\n  mutation CancelInvitation($id: ID!, $first: Int!, $where: InvitationWhere) {\n    write: cancelInvitation(id: $id) {\n      invitation {\n        ...InvitationParts\n      }\n      invitations(first: $first, where: $where) {\n        ...InvitationPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.CancelInvitationDocument,
    "\n  subscription InvitationChanged {\n    userChanged {\n      kind\n      user {\n        id\n        invitation {\n          ...InvitationParts\n        }\n      }\n    }\n  }\n": typeof types.InvitationChangedDocument,
    "\n  mutation SendPasswordReset($id: ID!) {\n    answer: sendPasswordReset(id: $id) {\n      link\n      delivery\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.SendPasswordResetDocument,
    "\n  fragment RoleRow on Role {\n    id\n    name\n    description\n    permissions\n    version\n    isBuiltIn\n    userCount\n    viewerCanUpdate\n    viewerCanDelete\n    viewerCanGive\n  }\n": typeof types.RoleRowFragmentDoc,
    "\n  query RoleList {\n    roles {\n      ...RoleRow\n    }\n  }\n": typeof types.RoleListDocument,
    "\n  mutation CreateRole($input: CreateRoleInput!) {\n    write: createRole(input: $input) {\n      role {\n        id\n      }\n      roles {\n        ...RoleRow\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.CreateRoleDocument,
    "\n  mutation UpdateRole($input: UpdateRoleInput!) {\n    write: updateRole(input: $input) {\n      role {\n        id\n      }\n      roles {\n        ...RoleRow\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.UpdateRoleDocument,
    "\n  mutation DeleteRole($id: ID!) {\n    write: deleteRole(id: $id) {\n      role {\n        id\n      }\n      roles {\n        ...RoleRow\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.DeleteRoleDocument,
    "\n  fragment Security on Security {\n    pendingEmail\n    totpSince\n    recoveryCodesLeft\n    isSignInRecent\n    passkeys {\n      id\n      name\n      createdAt\n      lastUsedAt\n    }\n  }\n": typeof types.SecurityFragmentDoc,
    "\n  query Security {\n    security {\n      ...Security\n    }\n  }\n": typeof types.SecurityDocument,
    "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    write: changePassword(input: $input) {\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.ChangePasswordDocument,
    "\n  mutation ChangeEmail($input: ChangeEmailInput!, $proof: ProofInput) {\n    write: changeEmail(input: $input, proof: $proof) {\n      viewer {\n        ...Viewer\n      }\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.ChangeEmailDocument,
    "\n  mutation CancelEmailChange {\n    write: cancelEmailChange {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.CancelEmailChangeDocument,
    "\n  mutation StartTotp {\n    write: startTotp {\n      key\n      uri\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.StartTotpDocument,
    "\n  mutation ConfirmTotp($input: ConfirmTotpInput!, $proof: ProofInput) {\n    write: confirmTotp(input: $input, proof: $proof) {\n      recoveryCodes\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.ConfirmTotpDocument,
    "\n  mutation DisableTotp($proof: ProofInput!) {\n    write: disableTotp(proof: $proof) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.DisableTotpDocument,
    "\n  mutation RenewRecoveryCodes($proof: ProofInput!) {\n    write: renewRecoveryCodes(proof: $proof) {\n      recoveryCodes\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.RenewRecoveryCodesDocument,
    "\n  mutation StartPasskey($proof: ProofInput) {\n    write: startPasskey(proof: $proof) {\n      options\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.StartPasskeyDocument,
    "\n  mutation AddPasskey($input: AddPasskeyInput!) {\n    write: addPasskey(input: $input) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.AddPasskeyDocument,
    "\n  mutation RenamePasskey($input: RenamePasskeyInput!) {\n    write: renamePasskey(input: $input) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.RenamePasskeyDocument,
    "\n  mutation RemovePasskey($id: ID!, $proof: ProofInput) {\n    write: removePasskey(id: $id, proof: $proof) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.RemovePasskeyDocument,
    "\n  mutation ResetSecondFactor($id: ID!) {\n    write: resetSecondFactor(id: $id) {\n      user {\n        id\n        hasSecondFactor\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.ResetSecondFactorDocument,
    "\n  fragment SessionRow on Session {\n    id\n    browser\n    operatingSystem\n    address\n    createdAt\n    lastUsedAt\n    isCurrent\n  }\n": typeof types.SessionRowFragmentDoc,
    "\n  fragment UserSessions on User {\n    id\n    sessions(first: 100) {\n      nodes {\n        ...SessionRow\n      }\n      totalCount\n    }\n  }\n": typeof types.UserSessionsFragmentDoc,
    "\n  query OwnSessions {\n    user: viewer {\n      ...UserSessions\n    }\n  }\n": typeof types.OwnSessionsDocument,
    "\n  query UserSessions($id: ID!) {\n    user(id: $id) {\n      ...UserSessions\n    }\n  }\n": typeof types.UserSessionsDocument,
    "\n  mutation RevokeSession($id: ID!) {\n    write: revokeSession(id: $id) {\n      user {\n        ...UserSessions\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.RevokeSessionDocument,
    "\n  mutation RevokeSessions($userId: ID!) {\n    write: revokeSessions(userId: $userId) {\n      user {\n        ...UserSessions\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.RevokeSessionsDocument,
    "\n  mutation SignOutEverywhere($keepCurrent: Boolean!) {\n    write: signOutEverywhere(keepCurrent: $keepCurrent) {\n      user {\n        ...UserSessions\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.SignOutEverywhereDocument,
    "\n  fragment TokenRow on AccessToken {\n    id\n    name\n    prefix\n    permissions\n    state\n    createdAt\n    expiresAt\n    lastUsedAt\n    lastUsedAddress\n    revokedAt\n  }\n": typeof types.TokenRowFragmentDoc,
    "\n  fragment OwnTokens on User {\n    id\n    accessTokens(first: 100) {\n      nodes {\n        ...TokenRow\n      }\n    }\n  }\n": typeof types.OwnTokensFragmentDoc,
    "\n  query OwnTokens {\n    viewer {\n      ...OwnTokens\n    }\n  }\n": typeof types.OwnTokensDocument,
    "\n  fragment TokenPage on AccessTokenConnection {\n    nodes {\n      ...TokenRow\n      user {\n        id\n        displayName\n        email\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n  }\n": typeof types.TokenPageFragmentDoc,
    "\n  query AllTokens($first: Int!, $after: String, $where: AccessTokenWhere) {\n    accessTokens(first: $first, after: $after, where: $where) {\n      ...TokenPage\n    }\n  }\n": typeof types.AllTokensDocument,
    "\n  mutation CreateAccessToken($input: CreateAccessTokenInput!, $proof: ProofInput) {\n    write: createAccessToken(input: $input, proof: $proof) {\n      token\n      viewer {\n        ...OwnTokens\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.CreateAccessTokenDocument,
    "\n  mutation RevokeAccessToken($id: ID!) {\n    write: revokeAccessToken(id: $id) {\n      accessToken {\n        ...TokenRow\n      }\n      viewer {\n        ...OwnTokens\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.RevokeAccessTokenDocument,
    "\n  query Usage {\n    usage {\n      isOn\n      days\n      counters {\n        feature\n        outcome\n        counts\n        total\n        medianMs\n        mostMs\n      }\n    }\n  }\n": typeof types.UsageDocument,
    "\n  query UsageSettings {\n    usageSettings {\n      directory\n      viewer\n    }\n  }\n": typeof types.UsageSettingsDocument,
    "\n  mutation SetDirectoryUsage($isCounted: Boolean!) {\n    write: setDirectoryUsage(isCounted: $isCounted) {\n      settings {\n        directory\n        viewer\n      }\n    }\n  }\n": typeof types.SetDirectoryUsageDocument,
    "\n  mutation SetOwnUsage($isCounted: Boolean!) {\n    write: setOwnUsage(isCounted: $isCounted) {\n      settings {\n        directory\n        viewer\n      }\n    }\n  }\n": typeof types.SetOwnUsageDocument,
    "\n  fragment BinRow on User {\n    id\n    version\n    displayName\n    email\n    deletedAt\n    deletedBy {\n      id\n      displayName\n    }\n    erasedAt\n    viewerCanDelete\n  }\n": typeof types.BinRowFragmentDoc,
    "\n  fragment BinPage on UserConnection {\n    edges {\n      cursor\n      node {\n        ...BinRow\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n    totalCountIsCapped\n  }\n": typeof types.BinPageFragmentDoc,
    "\n  fragment SideCounts on UsersWritePayload {\n    everyone: users(first: 1) {\n      ...ListCount\n    }\n    noAccess: users(first: 1, where: { state: [NO_ACCESS] }) {\n      ...ListCount\n    }\n    invited: users(first: 1, where: { state: [INVITED, INVITATION_EXPIRED] }) {\n      ...ListCount\n    }\n    deactivated: users(first: 1, where: { state: [DEACTIVATED] }) {\n      ...ListCount\n    }\n  }\n": typeof types.SideCountsFragmentDoc,
    "\n  query Bin($first: Int!, $after: String, $where: UserWhere!, $orderBy: UserOrder!) {\n    users(first: $first, after: $after, where: $where, orderBy: $orderBy) {\n      ...BinPage\n    }\n  }\n": typeof types.BinDocument,
    "\n  mutation RestoreUsers($ids: [ID!]!, $first: Int!, $where: UserWhere!, $orderBy: UserOrder!) {\n    write: restoreUsers(ids: $ids) {\n      ids\n      ...SideCounts\n      users(first: $first, where: $where, orderBy: $orderBy) {\n        ...BinPage\n      }\n      userErrors {\n        ...FormError\n        suggestion\n      }\n    }\n  }\n": typeof types.RestoreUsersDocument,
    "\n  mutation RestoreWithAddress(\n    $id: ID!\n    $email: String!\n    $first: Int!\n    $where: UserWhere!\n    $orderBy: UserOrder!\n  ) {\n    write: restoreUser(id: $id, email: $email) {\n      user {\n        id\n        state\n      }\n      users(first: $first, where: $where, orderBy: $orderBy) {\n        ...BinPage\n      }\n      userErrors {\n        ...FormError\n        suggestion\n      }\n    }\n  }\n": typeof types.RestoreWithAddressDocument,
    "\n  mutation EraseUsers(\n    $ids: [ID!]!\n    $confirmation: String!\n    $first: Int!\n    $where: UserWhere!\n    $orderBy: UserOrder!\n  ) {\n    write: eraseUsers(ids: $ids, confirmation: $confirmation) {\n      ids\n      ...SideCounts\n      users(first: $first, where: $where, orderBy: $orderBy) {\n        ...BinPage\n      }\n      userErrors {\n        ...FormError\n        suggestion\n      }\n    }\n  }\n": typeof types.EraseUsersDocument,
    "\n  subscription BinChanged {\n    userChanged {\n      kind\n      user {\n        id\n      }\n    }\n  }\n": typeof types.BinChangedDocument,
    "\n  fragment UserSignIn on User {\n    ...UserSessions\n    invitation {\n      ...InvitationParts\n    }\n  }\n": typeof types.UserSignInFragmentDoc,
    "\n  fragment UserTrail on User {\n    id\n    auditEntries(first: 20) {\n      ...AuditPage\n    }\n    oldestEntries: auditEntries(last: 1) {\n      nodes {\n        id\n        action\n        actor {\n          id\n          displayName\n        }\n      }\n    }\n  }\n": typeof types.UserTrailFragmentDoc,
    "\n  query User($id: ID!) {\n    user(id: $id) {\n      ...UserDetails\n    }\n  }\n": typeof types.UserDocument,
    "\n  query UserToEdit($id: ID!) {\n    user(id: $id) {\n      ...UserDetails\n      ...UserSignIn\n    }\n  }\n": typeof types.UserToEditDocument,
    "\n  query UserToAudit($id: ID!) {\n    user(id: $id) {\n      ...UserDetails\n      ...UserTrail\n    }\n  }\n": typeof types.UserToAuditDocument,
    "\n  query UserInFull($id: ID!) {\n    user(id: $id) {\n      ...UserDetails\n      ...UserSignIn\n      ...UserTrail\n    }\n  }\n": typeof types.UserInFullDocument,
    "\n  subscription UserActivity($id: ID!, $isEditing: Boolean!, $since: Int!) {\n    userActivity(id: $id, isEditing: $isEditing) {\n      ...UserActivityParts\n    }\n  }\n": typeof types.UserActivityDocument,
    "\n  fragment UserActivityParts on UserActivity {\n    editors {\n      isOwn\n      user {\n        id\n        displayName\n      }\n    }\n    changes(since: $since) @include(if: $isEditing) {\n      ...FieldChange\n    }\n  }\n": typeof types.UserActivityPartsFragmentDoc,
    "\n  subscription UserActivityInFull($id: ID!, $isEditing: Boolean!, $since: Int!) {\n    userActivity(id: $id, isEditing: $isEditing) {\n      ...UserActivityParts\n      user {\n        id\n        ...UserSignIn\n        ...UserTrail\n      }\n    }\n  }\n": typeof types.UserActivityInFullDocument,
    "\n  mutation AddSamplePeople($first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    write: addSamplePeople {\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      firstSteps {\n        ...FirstStepsParts\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.AddSamplePeopleDocument,
    "\n  mutation RemoveSamplePeople($first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    write: removeSamplePeople {\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      firstSteps {\n        ...FirstStepsParts\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.RemoveSamplePeopleDocument,
    "\n  fragment UserRow on User {\n    id\n    version\n    email\n    displayName\n    title\n    department\n    phone\n    locale\n    timeZone\n    status\n    state\n    invitationExpiresAt\n    roles {\n      id\n      name\n    }\n    createdAt\n    updatedAt\n    lastSignInAt\n    hasSecondFactor\n    viewerCanUpdate\n    viewerCanDelete\n  }\n": typeof types.UserRowFragmentDoc,
    "\n  fragment UserDetails on User {\n    ...UserRow\n    roles {\n      id\n      description\n      permissions\n    }\n    givenName\n    familyName\n    viewerCanChangeRoles\n  }\n": typeof types.UserDetailsFragmentDoc,
    "\n  fragment UserPage on UserConnection {\n    edges {\n      cursor\n      node {\n        ...UserRow\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n    totalCountIsCapped\n  }\n": typeof types.UserPageFragmentDoc,
    "\n  fragment FirstStepsParts on FirstSteps {\n    people\n    samplePeople\n    hasInvited\n    hasSecondFactor\n    hasAccessToken\n    sendsMail\n  }\n": typeof types.FirstStepsPartsFragmentDoc,
    "\n  query Users(\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withStart: Boolean! = false\n    $withSide: Boolean! = false\n    $timeZone: String\n  ) {\n    users(\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n      where: $where\n      search: $search\n      orderBy: $orderBy\n    ) {\n      ...UserPage\n      # Read for a search that finds nobody, and free of cost for any other list.\n      suggestion\n      binCount(ifEmpty: true)\n    }\n    ...SideLists @include(if: $withSide)\n    firstSteps @include(if: $withStart) {\n      ...FirstStepsParts\n    }\n  }\n": typeof types.UsersDocument,
    "\n  query UserLandmarks($orderBy: UserOrder) {\n    userLandmarks(orderBy: $orderBy) {\n      index\n      cursor\n      key\n    }\n  }\n": typeof types.UserLandmarksDocument,
    "\n  query FindPeople($search: String!, $withViews: Boolean!) {\n    users(first: 5, search: $search) {\n      nodes {\n        id\n        displayName\n        email\n      }\n    }\n    roles {\n      id\n      name\n    }\n    views @include(if: $withViews) {\n      ...ViewRow\n    }\n  }\n": typeof types.FindPeopleDocument,
    "\n  query Roles {\n    roles {\n      id\n      name\n      description\n      permissions\n      viewerCanGive\n    }\n  }\n": typeof types.RolesDocument,
    "\n  query UserFacets(\n    $facet: UserFacet!\n    $where: UserWhere\n    $search: String\n    $matching: String\n    $timeZone: String\n  ) {\n    userFacets(facets: [$facet], where: $where, search: $search, matching: $matching, timeZone: $timeZone) {\n      facet\n      hasMore\n      values {\n        value\n        label\n        count\n        countIsCapped\n      }\n    }\n  }\n": typeof types.UserFacetsDocument,
    "\n  fragment FormError on UserError {\n    code\n    message\n    path\n  }\n": typeof types.FormErrorFragmentDoc,
    "\n  fragment WrittenUser on User {\n    ...UserDetails\n    position(where: $where, search: $search, orderBy: $orderBy) {\n      cursor\n      previousId\n      nextId\n    }\n  }\n": typeof types.WrittenUserFragmentDoc,
    "\n  fragment UserWrite on UserWritePayload {\n    user {\n      ...WrittenUser\n    }\n    users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n      ...UserPage\n    }\n    ...WrittenViews\n    userErrors {\n      ...FormError\n    }\n    emailHolder {\n      id\n      displayName\n    }\n  }\n": typeof types.UserWriteFragmentDoc,
    "\n  fragment FieldChange on UserFieldChange {\n    field\n    before\n    after\n    occurredAt\n    isOwn\n    actor {\n      id\n      displayName\n    }\n  }\n": typeof types.FieldChangeFragmentDoc,
    "\n  mutation CreateUser(\n    $input: CreateUserInput!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withViews: Boolean!\n    $timeZone: String!\n  ) {\n    write: createUser(input: $input) {\n      ...UserWrite\n      invitationLink\n    }\n  }\n": typeof types.CreateUserDocument,
    "\n  mutation UpdateUser(\n    $input: UpdateUserInput!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withViews: Boolean!\n    $timeZone: String!\n  ) {\n    write: updateUser(input: $input) {\n      ...UserWrite\n      conflict {\n        user {\n          ...UserDetails\n        }\n        changes {\n          ...FieldChange\n        }\n      }\n    }\n  }\n": typeof types.UpdateUserDocument,
    "\n  mutation DeactivateUser(\n    $id: ID!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withViews: Boolean!\n    $timeZone: String!\n  ) {\n    write: deactivateUser(id: $id) {\n      ...UserWrite\n    }\n  }\n": typeof types.DeactivateUserDocument,
    "\n  mutation ReactivateUser(\n    $id: ID!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withViews: Boolean!\n    $timeZone: String!\n  ) {\n    write: reactivateUser(id: $id) {\n      ...UserWrite\n    }\n  }\n": typeof types.ReactivateUserDocument,
    "\n  mutation DeleteUser(\n    $id: ID!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withViews: Boolean!\n    $timeZone: String!\n  ) {\n    write: deleteUser(id: $id) {\n      ...UserWrite\n    }\n  }\n": typeof types.DeleteUserDocument,
    "\n  mutation RestoreUser(\n    $id: ID!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withViews: Boolean!\n    $timeZone: String!\n  ) {\n    write: restoreUser(id: $id) {\n      ...UserWrite\n    }\n  }\n": typeof types.RestoreUserDocument,
    "\n  subscription UserChanged($where: UserWhere, $search: String, $orderBy: UserOrder) {\n    userChanged {\n      kind\n      user {\n        ...WrittenUser\n      }\n      users(where: $where, search: $search, orderBy: $orderBy) {\n        totalCount\n        totalCountIsCapped\n      }\n    }\n  }\n": typeof types.UserChangedDocument,
    "\n  fragment ListCount on UserConnection {\n    totalCount\n    totalCountIsCapped\n  }\n": typeof types.ListCountFragmentDoc,
    "\n  fragment ViewRow on SavedView {\n    id\n    name\n    query\n    layout\n    isShared\n    version\n    viewerCanUpdate\n  }\n": typeof types.ViewRowFragmentDoc,
    "\n  fragment ViewCount on SavedView {\n    id\n    userCount(timeZone: $timeZone) {\n      totalCount\n      totalCountIsCapped\n    }\n  }\n": typeof types.ViewCountFragmentDoc,
    "\n  fragment SideLists on Query {\n    everyone: users(first: 1) {\n      ...ListCount\n    }\n    noAccess: users(first: 1, where: { state: [NO_ACCESS] }) {\n      ...ListCount\n    }\n    invited: users(first: 1, where: { state: [INVITED, INVITATION_EXPIRED] }) {\n      ...ListCount\n    }\n    deactivated: users(first: 1, where: { state: [DEACTIVATED] }) {\n      ...ListCount\n    }\n    bin: users(first: 1, where: { state: [DELETED] }) {\n      ...ListCount\n    }\n    views {\n      ...ViewRow\n      ...ViewCount\n    }\n  }\n": typeof types.SideListsFragmentDoc,
    "\n  fragment WrittenViews on UserWritePayload {\n    views @include(if: $withViews) {\n      ...ViewRow\n      ...ViewCount\n    }\n  }\n": typeof types.WrittenViewsFragmentDoc,
    "\n  query SideLists($timeZone: String!) {\n    ...SideLists\n  }\n": typeof types.SideListsDocument,
    "\n  fragment ViewWrite on SavedViewPayload {\n    view {\n      ...ViewRow\n      ...ViewCount\n    }\n    views {\n      ...ViewRow\n    }\n    userErrors {\n      ...FormError\n    }\n  }\n": typeof types.ViewWriteFragmentDoc,
    "\n  mutation CreateView($input: CreateViewInput!, $timeZone: String!) {\n    write: createView(input: $input) {\n      ...ViewWrite\n    }\n  }\n": typeof types.CreateViewDocument,
    "\n  mutation UpdateView($input: UpdateViewInput!, $timeZone: String!) {\n    write: updateView(input: $input) {\n      ...ViewWrite\n    }\n  }\n": typeof types.UpdateViewDocument,
    "\n  mutation DeleteView($id: ID!, $timeZone: String!) {\n    write: deleteView(id: $id) {\n      ...ViewWrite\n    }\n  }\n": typeof types.DeleteViewDocument,
};
const documents: Documents = {
    "\n  fragment OwnProfile on User {\n    id\n    email\n    displayName\n    givenName\n    familyName\n    phone\n    locale\n    timeZone\n    title\n    department\n  }\n": types.OwnProfileFragmentDoc,
    "\n  query OwnProfile {\n    viewer {\n      ...OwnProfile\n    }\n  }\n": types.OwnProfileDocument,
    "\n  mutation UpdateViewer($input: UpdateViewerInput!) {\n    updateViewer(input: $input) {\n      viewer {\n        ...Viewer\n        ...OwnProfile\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.UpdateViewerDocument,
    "\n  fragment AuditRow on AuditEntry {\n    id\n    occurredAt\n    action\n    actorId\n    actor {\n      id\n      displayName\n    }\n    sessionId\n    tokenId\n    targetType\n    targetId\n    target {\n      id\n      displayName\n    }\n    requestId\n    address\n    changes {\n      field\n      before\n      after\n    }\n  }\n": types.AuditRowFragmentDoc,
    "\n  fragment AuditPage on AuditEntryConnection {\n    nodes {\n      ...AuditRow\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n    totalCountIsCapped\n  }\n": types.AuditPageFragmentDoc,
    "\n  query AuditEntries($first: Int!, $after: String, $where: AuditWhere) {\n    auditEntries(first: $first, after: $after, where: $where) {\n      ...AuditPage\n    }\n  }\n": types.AuditEntriesDocument,
    "\n  subscription ActivityChanged {\n    userChanged {\n      kind\n    }\n  }\n": types.ActivityChangedDocument,
    "\n  query AuditPeople($search: String) {\n    users(first: 10, search: $search, where: { status: [ACTIVE, INVITED, DEACTIVATED, DELETED] }) {\n      nodes {\n        id\n        displayName\n        email\n      }\n    }\n  }\n": types.AuditPeopleDocument,
    "\n  query AuditPerson($id: ID!) {\n    user(id: $id) {\n      id\n      displayName\n      email\n    }\n  }\n": types.AuditPersonDocument,
    "\n  fragment Viewer on User {\n    id\n    email\n    displayName\n    locale\n    timeZone\n    permissions\n    isUsageCounted\n  }\n": types.ViewerFragmentDoc,
    "\n  fragment Entry on SignInPayload {\n    viewer {\n      ...Viewer\n    }\n    accessToken\n    expiresAt\n    userErrors {\n      code\n      message\n      path\n    }\n  }\n": types.EntryFragmentDoc,
    "\n  mutation SignIn($input: SignInInput!) {\n    entry: signIn(input: $input) {\n      ...Entry\n      secondFactor {\n        challenge\n      }\n    }\n  }\n": types.SignInDocument,
    "\n  mutation CompleteSignIn($input: CompleteSignInInput!) {\n    entry: completeSignIn(input: $input) {\n      ...Entry\n    }\n  }\n": types.CompleteSignInDocument,
    "\n  mutation StartPasskeySignIn {\n    startPasskeySignIn {\n      options\n    }\n  }\n": types.StartPasskeySignInDocument,
    "\n  mutation SignInWithPasskey($input: PasskeySignInInput!) {\n    entry: signInWithPasskey(input: $input) {\n      ...Entry\n    }\n  }\n": types.SignInWithPasskeyDocument,
    "\n  mutation SetUp($input: SetUpInput!) {\n    entry: setUp(input: $input) {\n      ...Entry\n    }\n  }\n": types.SetUpDocument,
    "\n  mutation RefreshSession {\n    entry: refreshSession {\n      ...Entry\n      status {\n        needsSetUp\n        sendsMail\n      }\n    }\n  }\n": types.RefreshSessionDocument,
    "\n  mutation SignOut {\n    signOut {\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.SignOutDocument,
    "\n  query SendsMail {\n    sendsMail\n  }\n": types.SendsMailDocument,
    "\n  query InvitationHolder($token: String!) {\n    holder: invitationHolder(token: $token) {\n      email\n      displayName\n    }\n  }\n": types.InvitationHolderDocument,
    "\n  query ResetHolder($token: String!) {\n    holder: resetHolder(token: $token) {\n      email\n      displayName\n      accessTokenCount\n    }\n  }\n": types.ResetHolderDocument,
    "\n  query EmailChangeHolder($token: String!) {\n    holder: emailChangeHolder(token: $token) {\n      email\n      displayName\n    }\n  }\n": types.EmailChangeHolderDocument,
    "\n  mutation ConfirmEmail($input: ConfirmEmailInput!) {\n    answer: confirmEmail(input: $input) {\n      email\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.ConfirmEmailDocument,
    "\n  mutation AcceptInvitation($input: AcceptInvitationInput!) {\n    entry: acceptInvitation(input: $input) {\n      ...Entry\n    }\n  }\n": types.AcceptInvitationDocument,
    "\n  mutation RequestPasswordReset($input: RequestPasswordResetInput!) {\n    answer: requestPasswordReset(input: $input) {\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.RequestPasswordResetDocument,
    "\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    answer: resetPassword(input: $input) {\n      email\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.ResetPasswordDocument,
    "\n  fragment BulkJobParts on BulkJob {\n    id\n    kind\n    change {\n      roleName\n      field\n      value\n      importId\n      fileName\n    }\n    state\n    failure\n    isCancelRequested\n    total\n    position\n    changed\n    created\n    unchanged\n    refused\n    createdAt\n    frozenAt\n    finishedAt\n    actor {\n      id\n      displayName\n    }\n    undoOf\n    undoneBy\n    undoableUntil\n    viewerCanCancel\n    viewerCanUndo\n  }\n": types.BulkJobPartsFragmentDoc,
    "\n  query BulkPreview($input: StartBulkJobInput!) {\n    bulkPreview(input: $input) {\n      total\n      totalIsCapped\n      examined\n      isExact\n      changed\n      unchanged\n      refused {\n        reason\n        message\n        count\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.BulkPreviewDocument,
    "\n  mutation StartBulkJob($input: StartBulkJobInput!) {\n    write: startBulkJob(input: $input) {\n      job {\n        ...BulkJobParts\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.StartBulkJobDocument,
    "\n  mutation ApplyUserImport($input: ApplyUserImportInput!) {\n    write: applyUserImport(input: $input) {\n      job {\n        ...BulkJobParts\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.ApplyUserImportDocument,
    "\n  mutation CancelBulkJob($id: ID!) {\n    write: cancelBulkJob(id: $id) {\n      job {\n        ...BulkJobParts\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.CancelBulkJobDocument,
    "\n  mutation UndoBulkJob($id: ID!) {\n    write: undoBulkJob(id: $id) {\n      job {\n        ...BulkJobParts\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.UndoBulkJobDocument,
    "\n  fragment JobLists on UserLists {\n    everyone: users(first: 1) {\n      ...ListCount\n    }\n    noAccess: users(first: 1, where: { state: [NO_ACCESS] }) {\n      ...ListCount\n    }\n    invited: users(first: 1, where: { state: [INVITED, INVITATION_EXPIRED] }) {\n      ...ListCount\n    }\n    deactivated: users(first: 1, where: { state: [DEACTIVATED] }) {\n      ...ListCount\n    }\n    bin: users(first: 1, where: { state: [DELETED] }) {\n      ...ListCount\n    }\n    views {\n      ...ViewRow\n      ...ViewCount\n    }\n  }\n": types.JobListsFragmentDoc,
    "\n  subscription BulkJobChanged($id: ID!, $timeZone: String!) {\n    bulkJobChanged(id: $id) {\n      ...BulkJobParts\n      lists {\n        ...JobLists\n      }\n    }\n  }\n": types.BulkJobChangedDocument,
    "\n  query BulkJobs($first: Int!, $after: String) {\n    bulkJobs(first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          ...BulkJobParts\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.BulkJobsDocument,
    "\n  query BulkJob($id: ID!, $first: Int!, $after: String, $outcome: BulkItemOutcome) {\n    bulkJob(id: $id) {\n      ...BulkJobParts\n      items(first: $first, after: $after, outcome: $outcome) {\n        edges {\n          cursor\n          node {\n            number\n            userId\n            line\n            isCreated\n            user {\n              id\n              displayName\n              email\n              deletedAt\n            }\n            outcome\n            reason\n            message\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.BulkJobDocument,
    "\n  fragment FeedbackRow on FeedbackEntry {\n    id\n    kind\n    state\n    text\n    page\n    hasPicture\n    answer\n    answeredAt\n    createdAt\n    senderId\n    senderName\n    canBeAnswered\n  }\n": types.FeedbackRowFragmentDoc,
    "\n  fragment FeedbackList on FeedbackEntryConnection {\n    nodes {\n      ...FeedbackRow\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n    totalCountIsCapped\n  }\n": types.FeedbackListFragmentDoc,
    "\n  query FeedbackEntries($first: Int!, $after: String, $where: FeedbackWhere) {\n    feedbackEntries(first: $first, after: $after, where: $where) {\n      ...FeedbackList\n    }\n  }\n": types.FeedbackEntriesDocument,
    "\n  query FeedbackPicture($id: ID!) {\n    feedbackEntry(id: $id) {\n      id\n      picture\n    }\n  }\n": types.FeedbackPictureDocument,
    "\n  mutation SendFeedback($input: SendFeedbackInput!) {\n    write: sendFeedback(input: $input) {\n      id\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.SendFeedbackDocument,
    "\n  mutation SetFeedbackState($id: ID!, $state: FeedbackState!, $first: Int!, $where: FeedbackWhere) {\n    write: setFeedbackState(id: $id, state: $state) {\n      entry {\n        ...FeedbackRow\n      }\n      entries(first: $first, where: $where) {\n        ...FeedbackList\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.SetFeedbackStateDocument,
    "\n  mutation AnswerFeedback($input: AnswerFeedbackInput!, $first: Int!, $where: FeedbackWhere) {\n    write: answerFeedback(input: $input) {\n      entry {\n        ...FeedbackRow\n      }\n      entries(first: $first, where: $where) {\n        ...FeedbackList\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.AnswerFeedbackDocument,
    "\n  query Home {\n    home {\n      userCount\n      states {\n        state\n        count\n        countIsCapped\n      }\n      neverSignedIn\n      dormant\n      withoutSecondFactor\n      departments {\n        top {\n          value\n          label\n          count\n        }\n        others\n      }\n      roles {\n        top {\n          value\n          label\n          count\n        }\n        others\n      }\n      languages {\n        top {\n          value\n          label\n          count\n        }\n        others\n      }\n      days {\n        day\n        added\n        active\n        signIns\n        failures\n        isCapped\n        totals {\n          active\n          invited\n          neverSignedIn\n          withoutSecondFactor\n        }\n      }\n    }\n  }\n": types.HomeDocument,
    "\n  query UserImport(\n    $id: ID!\n    $first: Int!\n    $after: String\n    $outcome: UserImportOutcome\n    $reclassified: Boolean\n  ) {\n    userImport(id: $id) {\n      id\n      fileName\n      reading {\n        encoding\n        isEncodingGuessed\n        delimiter\n        match\n        columns {\n          name\n          field\n          samples\n        }\n      }\n      fault\n      faultLine\n      total\n      created\n      changed\n      unchanged\n      refused\n      reclassified\n      expiresAt\n      jobId\n      rows(first: $first, after: $after, outcome: $outcome, reclassified: $reclassified) {\n        nodes {\n          number\n          line\n          outcome\n          userId\n          email\n          displayName\n          changes {\n            field\n            before\n            after\n          }\n          reasons {\n            message\n            path\n          }\n          isReclassified\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.UserImportDocument,
    "\n  fragment InvitationParts on Invitation {\n    id\n    state\n    delivery\n    email\n    createdAt\n    sentAt\n    expiresAt\n    user {\n      id\n      displayName\n      viewerCanUpdate\n      state\n      invitationExpiresAt\n    }\n    invitedBy {\n      id\n      displayName\n    }\n  }\n": types.InvitationPartsFragmentDoc,
    "\n  fragment InvitationPage on InvitationConnection {\n    edges {\n      cursor\n      node {\n        ...InvitationParts\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n    totalCountIsCapped\n  }\n": types.InvitationPageFragmentDoc,
    "\n  query Invitations($first: Int!, $after: String, $where: InvitationWhere) {\n    invitations(first: $first, after: $after, where: $where) {\n      ...InvitationPage\n    }\n  }\n": types.InvitationsDocument,
    "\n  query UserInvitation($id: ID!) {\n    user(id: $id) {\n      id\n      invitation {\n        ...InvitationParts\n      }\n    }\n  }\n": types.UserInvitationDocument,
    "\n  mutation InviteUser($id: ID!, $first: Int!, $where: InvitationWhere) {\n    write: inviteUser(id: $id) {\n      invitation {\n        ...InvitationParts\n        user {\n          id\n          invitation {\n            id\n          }\n        }\n      }\n      link\n      invitations(first: $first, where: $where) {\n        ...InvitationPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.InviteUserDocument,
    "\n  mutation CancelInvitation($id: ID!, $first: Int!, $where: InvitationWhere) {\n    write: cancelInvitation(id: $id) {\n      invitation {\n        ...InvitationParts\n      }\n      invitations(first: $first, where: $where) {\n        ...InvitationPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.CancelInvitationDocument,
    "\n  subscription InvitationChanged {\n    userChanged {\n      kind\n      user {\n        id\n        invitation {\n          ...InvitationParts\n        }\n      }\n    }\n  }\n": types.InvitationChangedDocument,
    "\n  mutation SendPasswordReset($id: ID!) {\n    answer: sendPasswordReset(id: $id) {\n      link\n      delivery\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.SendPasswordResetDocument,
    "\n  fragment RoleRow on Role {\n    id\n    name\n    description\n    permissions\n    version\n    isBuiltIn\n    userCount\n    viewerCanUpdate\n    viewerCanDelete\n    viewerCanGive\n  }\n": types.RoleRowFragmentDoc,
    "\n  query RoleList {\n    roles {\n      ...RoleRow\n    }\n  }\n": types.RoleListDocument,
    "\n  mutation CreateRole($input: CreateRoleInput!) {\n    write: createRole(input: $input) {\n      role {\n        id\n      }\n      roles {\n        ...RoleRow\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.CreateRoleDocument,
    "\n  mutation UpdateRole($input: UpdateRoleInput!) {\n    write: updateRole(input: $input) {\n      role {\n        id\n      }\n      roles {\n        ...RoleRow\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.UpdateRoleDocument,
    "\n  mutation DeleteRole($id: ID!) {\n    write: deleteRole(id: $id) {\n      role {\n        id\n      }\n      roles {\n        ...RoleRow\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.DeleteRoleDocument,
    "\n  fragment Security on Security {\n    pendingEmail\n    totpSince\n    recoveryCodesLeft\n    isSignInRecent\n    passkeys {\n      id\n      name\n      createdAt\n      lastUsedAt\n    }\n  }\n": types.SecurityFragmentDoc,
    "\n  query Security {\n    security {\n      ...Security\n    }\n  }\n": types.SecurityDocument,
    "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    write: changePassword(input: $input) {\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.ChangePasswordDocument,
    "\n  mutation ChangeEmail($input: ChangeEmailInput!, $proof: ProofInput) {\n    write: changeEmail(input: $input, proof: $proof) {\n      viewer {\n        ...Viewer\n      }\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.ChangeEmailDocument,
    "\n  mutation CancelEmailChange {\n    write: cancelEmailChange {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.CancelEmailChangeDocument,
    "\n  mutation StartTotp {\n    write: startTotp {\n      key\n      uri\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.StartTotpDocument,
    "\n  mutation ConfirmTotp($input: ConfirmTotpInput!, $proof: ProofInput) {\n    write: confirmTotp(input: $input, proof: $proof) {\n      recoveryCodes\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.ConfirmTotpDocument,
    "\n  mutation DisableTotp($proof: ProofInput!) {\n    write: disableTotp(proof: $proof) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.DisableTotpDocument,
    "\n  mutation RenewRecoveryCodes($proof: ProofInput!) {\n    write: renewRecoveryCodes(proof: $proof) {\n      recoveryCodes\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.RenewRecoveryCodesDocument,
    "\n  mutation StartPasskey($proof: ProofInput) {\n    write: startPasskey(proof: $proof) {\n      options\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.StartPasskeyDocument,
    "\n  mutation AddPasskey($input: AddPasskeyInput!) {\n    write: addPasskey(input: $input) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.AddPasskeyDocument,
    "\n  mutation RenamePasskey($input: RenamePasskeyInput!) {\n    write: renamePasskey(input: $input) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.RenamePasskeyDocument,
    "\n  mutation RemovePasskey($id: ID!, $proof: ProofInput) {\n    write: removePasskey(id: $id, proof: $proof) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.RemovePasskeyDocument,
    "\n  mutation ResetSecondFactor($id: ID!) {\n    write: resetSecondFactor(id: $id) {\n      user {\n        id\n        hasSecondFactor\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.ResetSecondFactorDocument,
    "\n  fragment SessionRow on Session {\n    id\n    browser\n    operatingSystem\n    address\n    createdAt\n    lastUsedAt\n    isCurrent\n  }\n": types.SessionRowFragmentDoc,
    "\n  fragment UserSessions on User {\n    id\n    sessions(first: 100) {\n      nodes {\n        ...SessionRow\n      }\n      totalCount\n    }\n  }\n": types.UserSessionsFragmentDoc,
    "\n  query OwnSessions {\n    user: viewer {\n      ...UserSessions\n    }\n  }\n": types.OwnSessionsDocument,
    "\n  query UserSessions($id: ID!) {\n    user(id: $id) {\n      ...UserSessions\n    }\n  }\n": types.UserSessionsDocument,
    "\n  mutation RevokeSession($id: ID!) {\n    write: revokeSession(id: $id) {\n      user {\n        ...UserSessions\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.RevokeSessionDocument,
    "\n  mutation RevokeSessions($userId: ID!) {\n    write: revokeSessions(userId: $userId) {\n      user {\n        ...UserSessions\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.RevokeSessionsDocument,
    "\n  mutation SignOutEverywhere($keepCurrent: Boolean!) {\n    write: signOutEverywhere(keepCurrent: $keepCurrent) {\n      user {\n        ...UserSessions\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.SignOutEverywhereDocument,
    "\n  fragment TokenRow on AccessToken {\n    id\n    name\n    prefix\n    permissions\n    state\n    createdAt\n    expiresAt\n    lastUsedAt\n    lastUsedAddress\n    revokedAt\n  }\n": types.TokenRowFragmentDoc,
    "\n  fragment OwnTokens on User {\n    id\n    accessTokens(first: 100) {\n      nodes {\n        ...TokenRow\n      }\n    }\n  }\n": types.OwnTokensFragmentDoc,
    "\n  query OwnTokens {\n    viewer {\n      ...OwnTokens\n    }\n  }\n": types.OwnTokensDocument,
    "\n  fragment TokenPage on AccessTokenConnection {\n    nodes {\n      ...TokenRow\n      user {\n        id\n        displayName\n        email\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n  }\n": types.TokenPageFragmentDoc,
    "\n  query AllTokens($first: Int!, $after: String, $where: AccessTokenWhere) {\n    accessTokens(first: $first, after: $after, where: $where) {\n      ...TokenPage\n    }\n  }\n": types.AllTokensDocument,
    "\n  mutation CreateAccessToken($input: CreateAccessTokenInput!, $proof: ProofInput) {\n    write: createAccessToken(input: $input, proof: $proof) {\n      token\n      viewer {\n        ...OwnTokens\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.CreateAccessTokenDocument,
    "\n  mutation RevokeAccessToken($id: ID!) {\n    write: revokeAccessToken(id: $id) {\n      accessToken {\n        ...TokenRow\n      }\n      viewer {\n        ...OwnTokens\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.RevokeAccessTokenDocument,
    "\n  query Usage {\n    usage {\n      isOn\n      days\n      counters {\n        feature\n        outcome\n        counts\n        total\n        medianMs\n        mostMs\n      }\n    }\n  }\n": types.UsageDocument,
    "\n  query UsageSettings {\n    usageSettings {\n      directory\n      viewer\n    }\n  }\n": types.UsageSettingsDocument,
    "\n  mutation SetDirectoryUsage($isCounted: Boolean!) {\n    write: setDirectoryUsage(isCounted: $isCounted) {\n      settings {\n        directory\n        viewer\n      }\n    }\n  }\n": types.SetDirectoryUsageDocument,
    "\n  mutation SetOwnUsage($isCounted: Boolean!) {\n    write: setOwnUsage(isCounted: $isCounted) {\n      settings {\n        directory\n        viewer\n      }\n    }\n  }\n": types.SetOwnUsageDocument,
    "\n  fragment BinRow on User {\n    id\n    version\n    displayName\n    email\n    deletedAt\n    deletedBy {\n      id\n      displayName\n    }\n    erasedAt\n    viewerCanDelete\n  }\n": types.BinRowFragmentDoc,
    "\n  fragment BinPage on UserConnection {\n    edges {\n      cursor\n      node {\n        ...BinRow\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n    totalCountIsCapped\n  }\n": types.BinPageFragmentDoc,
    "\n  fragment SideCounts on UsersWritePayload {\n    everyone: users(first: 1) {\n      ...ListCount\n    }\n    noAccess: users(first: 1, where: { state: [NO_ACCESS] }) {\n      ...ListCount\n    }\n    invited: users(first: 1, where: { state: [INVITED, INVITATION_EXPIRED] }) {\n      ...ListCount\n    }\n    deactivated: users(first: 1, where: { state: [DEACTIVATED] }) {\n      ...ListCount\n    }\n  }\n": types.SideCountsFragmentDoc,
    "\n  query Bin($first: Int!, $after: String, $where: UserWhere!, $orderBy: UserOrder!) {\n    users(first: $first, after: $after, where: $where, orderBy: $orderBy) {\n      ...BinPage\n    }\n  }\n": types.BinDocument,
    "\n  mutation RestoreUsers($ids: [ID!]!, $first: Int!, $where: UserWhere!, $orderBy: UserOrder!) {\n    write: restoreUsers(ids: $ids) {\n      ids\n      ...SideCounts\n      users(first: $first, where: $where, orderBy: $orderBy) {\n        ...BinPage\n      }\n      userErrors {\n        ...FormError\n        suggestion\n      }\n    }\n  }\n": types.RestoreUsersDocument,
    "\n  mutation RestoreWithAddress(\n    $id: ID!\n    $email: String!\n    $first: Int!\n    $where: UserWhere!\n    $orderBy: UserOrder!\n  ) {\n    write: restoreUser(id: $id, email: $email) {\n      user {\n        id\n        state\n      }\n      users(first: $first, where: $where, orderBy: $orderBy) {\n        ...BinPage\n      }\n      userErrors {\n        ...FormError\n        suggestion\n      }\n    }\n  }\n": types.RestoreWithAddressDocument,
    "\n  mutation EraseUsers(\n    $ids: [ID!]!\n    $confirmation: String!\n    $first: Int!\n    $where: UserWhere!\n    $orderBy: UserOrder!\n  ) {\n    write: eraseUsers(ids: $ids, confirmation: $confirmation) {\n      ids\n      ...SideCounts\n      users(first: $first, where: $where, orderBy: $orderBy) {\n        ...BinPage\n      }\n      userErrors {\n        ...FormError\n        suggestion\n      }\n    }\n  }\n": types.EraseUsersDocument,
    "\n  subscription BinChanged {\n    userChanged {\n      kind\n      user {\n        id\n      }\n    }\n  }\n": types.BinChangedDocument,
    "\n  fragment UserSignIn on User {\n    ...UserSessions\n    invitation {\n      ...InvitationParts\n    }\n  }\n": types.UserSignInFragmentDoc,
    "\n  fragment UserTrail on User {\n    id\n    auditEntries(first: 20) {\n      ...AuditPage\n    }\n    oldestEntries: auditEntries(last: 1) {\n      nodes {\n        id\n        action\n        actor {\n          id\n          displayName\n        }\n      }\n    }\n  }\n": types.UserTrailFragmentDoc,
    "\n  query User($id: ID!) {\n    user(id: $id) {\n      ...UserDetails\n    }\n  }\n": types.UserDocument,
    "\n  query UserToEdit($id: ID!) {\n    user(id: $id) {\n      ...UserDetails\n      ...UserSignIn\n    }\n  }\n": types.UserToEditDocument,
    "\n  query UserToAudit($id: ID!) {\n    user(id: $id) {\n      ...UserDetails\n      ...UserTrail\n    }\n  }\n": types.UserToAuditDocument,
    "\n  query UserInFull($id: ID!) {\n    user(id: $id) {\n      ...UserDetails\n      ...UserSignIn\n      ...UserTrail\n    }\n  }\n": types.UserInFullDocument,
    "\n  subscription UserActivity($id: ID!, $isEditing: Boolean!, $since: Int!) {\n    userActivity(id: $id, isEditing: $isEditing) {\n      ...UserActivityParts\n    }\n  }\n": types.UserActivityDocument,
    "\n  fragment UserActivityParts on UserActivity {\n    editors {\n      isOwn\n      user {\n        id\n        displayName\n      }\n    }\n    changes(since: $since) @include(if: $isEditing) {\n      ...FieldChange\n    }\n  }\n": types.UserActivityPartsFragmentDoc,
    "\n  subscription UserActivityInFull($id: ID!, $isEditing: Boolean!, $since: Int!) {\n    userActivity(id: $id, isEditing: $isEditing) {\n      ...UserActivityParts\n      user {\n        id\n        ...UserSignIn\n        ...UserTrail\n      }\n    }\n  }\n": types.UserActivityInFullDocument,
    "\n  mutation AddSamplePeople($first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    write: addSamplePeople {\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      firstSteps {\n        ...FirstStepsParts\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.AddSamplePeopleDocument,
    "\n  mutation RemoveSamplePeople($first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    write: removeSamplePeople {\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      firstSteps {\n        ...FirstStepsParts\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.RemoveSamplePeopleDocument,
    "\n  fragment UserRow on User {\n    id\n    version\n    email\n    displayName\n    title\n    department\n    phone\n    locale\n    timeZone\n    status\n    state\n    invitationExpiresAt\n    roles {\n      id\n      name\n    }\n    createdAt\n    updatedAt\n    lastSignInAt\n    hasSecondFactor\n    viewerCanUpdate\n    viewerCanDelete\n  }\n": types.UserRowFragmentDoc,
    "\n  fragment UserDetails on User {\n    ...UserRow\n    roles {\n      id\n      description\n      permissions\n    }\n    givenName\n    familyName\n    viewerCanChangeRoles\n  }\n": types.UserDetailsFragmentDoc,
    "\n  fragment UserPage on UserConnection {\n    edges {\n      cursor\n      node {\n        ...UserRow\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n    totalCountIsCapped\n  }\n": types.UserPageFragmentDoc,
    "\n  fragment FirstStepsParts on FirstSteps {\n    people\n    samplePeople\n    hasInvited\n    hasSecondFactor\n    hasAccessToken\n    sendsMail\n  }\n": types.FirstStepsPartsFragmentDoc,
    "\n  query Users(\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withStart: Boolean! = false\n    $withSide: Boolean! = false\n    $timeZone: String\n  ) {\n    users(\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n      where: $where\n      search: $search\n      orderBy: $orderBy\n    ) {\n      ...UserPage\n      # Read for a search that finds nobody, and free of cost for any other list.\n      suggestion\n      binCount(ifEmpty: true)\n    }\n    ...SideLists @include(if: $withSide)\n    firstSteps @include(if: $withStart) {\n      ...FirstStepsParts\n    }\n  }\n": types.UsersDocument,
    "\n  query UserLandmarks($orderBy: UserOrder) {\n    userLandmarks(orderBy: $orderBy) {\n      index\n      cursor\n      key\n    }\n  }\n": types.UserLandmarksDocument,
    "\n  query FindPeople($search: String!, $withViews: Boolean!) {\n    users(first: 5, search: $search) {\n      nodes {\n        id\n        displayName\n        email\n      }\n    }\n    roles {\n      id\n      name\n    }\n    views @include(if: $withViews) {\n      ...ViewRow\n    }\n  }\n": types.FindPeopleDocument,
    "\n  query Roles {\n    roles {\n      id\n      name\n      description\n      permissions\n      viewerCanGive\n    }\n  }\n": types.RolesDocument,
    "\n  query UserFacets(\n    $facet: UserFacet!\n    $where: UserWhere\n    $search: String\n    $matching: String\n    $timeZone: String\n  ) {\n    userFacets(facets: [$facet], where: $where, search: $search, matching: $matching, timeZone: $timeZone) {\n      facet\n      hasMore\n      values {\n        value\n        label\n        count\n        countIsCapped\n      }\n    }\n  }\n": types.UserFacetsDocument,
    "\n  fragment FormError on UserError {\n    code\n    message\n    path\n  }\n": types.FormErrorFragmentDoc,
    "\n  fragment WrittenUser on User {\n    ...UserDetails\n    position(where: $where, search: $search, orderBy: $orderBy) {\n      cursor\n      previousId\n      nextId\n    }\n  }\n": types.WrittenUserFragmentDoc,
    "\n  fragment UserWrite on UserWritePayload {\n    user {\n      ...WrittenUser\n    }\n    users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n      ...UserPage\n    }\n    ...WrittenViews\n    userErrors {\n      ...FormError\n    }\n    emailHolder {\n      id\n      displayName\n    }\n  }\n": types.UserWriteFragmentDoc,
    "\n  fragment FieldChange on UserFieldChange {\n    field\n    before\n    after\n    occurredAt\n    isOwn\n    actor {\n      id\n      displayName\n    }\n  }\n": types.FieldChangeFragmentDoc,
    "\n  mutation CreateUser(\n    $input: CreateUserInput!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withViews: Boolean!\n    $timeZone: String!\n  ) {\n    write: createUser(input: $input) {\n      ...UserWrite\n      invitationLink\n    }\n  }\n": types.CreateUserDocument,
    "\n  mutation UpdateUser(\n    $input: UpdateUserInput!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withViews: Boolean!\n    $timeZone: String!\n  ) {\n    write: updateUser(input: $input) {\n      ...UserWrite\n      conflict {\n        user {\n          ...UserDetails\n        }\n        changes {\n          ...FieldChange\n        }\n      }\n    }\n  }\n": types.UpdateUserDocument,
    "\n  mutation DeactivateUser(\n    $id: ID!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withViews: Boolean!\n    $timeZone: String!\n  ) {\n    write: deactivateUser(id: $id) {\n      ...UserWrite\n    }\n  }\n": types.DeactivateUserDocument,
    "\n  mutation ReactivateUser(\n    $id: ID!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withViews: Boolean!\n    $timeZone: String!\n  ) {\n    write: reactivateUser(id: $id) {\n      ...UserWrite\n    }\n  }\n": types.ReactivateUserDocument,
    "\n  mutation DeleteUser(\n    $id: ID!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withViews: Boolean!\n    $timeZone: String!\n  ) {\n    write: deleteUser(id: $id) {\n      ...UserWrite\n    }\n  }\n": types.DeleteUserDocument,
    "\n  mutation RestoreUser(\n    $id: ID!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withViews: Boolean!\n    $timeZone: String!\n  ) {\n    write: restoreUser(id: $id) {\n      ...UserWrite\n    }\n  }\n": types.RestoreUserDocument,
    "\n  subscription UserChanged($where: UserWhere, $search: String, $orderBy: UserOrder) {\n    userChanged {\n      kind\n      user {\n        ...WrittenUser\n      }\n      users(where: $where, search: $search, orderBy: $orderBy) {\n        totalCount\n        totalCountIsCapped\n      }\n    }\n  }\n": types.UserChangedDocument,
    "\n  fragment ListCount on UserConnection {\n    totalCount\n    totalCountIsCapped\n  }\n": types.ListCountFragmentDoc,
    "\n  fragment ViewRow on SavedView {\n    id\n    name\n    query\n    layout\n    isShared\n    version\n    viewerCanUpdate\n  }\n": types.ViewRowFragmentDoc,
    "\n  fragment ViewCount on SavedView {\n    id\n    userCount(timeZone: $timeZone) {\n      totalCount\n      totalCountIsCapped\n    }\n  }\n": types.ViewCountFragmentDoc,
    "\n  fragment SideLists on Query {\n    everyone: users(first: 1) {\n      ...ListCount\n    }\n    noAccess: users(first: 1, where: { state: [NO_ACCESS] }) {\n      ...ListCount\n    }\n    invited: users(first: 1, where: { state: [INVITED, INVITATION_EXPIRED] }) {\n      ...ListCount\n    }\n    deactivated: users(first: 1, where: { state: [DEACTIVATED] }) {\n      ...ListCount\n    }\n    bin: users(first: 1, where: { state: [DELETED] }) {\n      ...ListCount\n    }\n    views {\n      ...ViewRow\n      ...ViewCount\n    }\n  }\n": types.SideListsFragmentDoc,
    "\n  fragment WrittenViews on UserWritePayload {\n    views @include(if: $withViews) {\n      ...ViewRow\n      ...ViewCount\n    }\n  }\n": types.WrittenViewsFragmentDoc,
    "\n  query SideLists($timeZone: String!) {\n    ...SideLists\n  }\n": types.SideListsDocument,
    "\n  fragment ViewWrite on SavedViewPayload {\n    view {\n      ...ViewRow\n      ...ViewCount\n    }\n    views {\n      ...ViewRow\n    }\n    userErrors {\n      ...FormError\n    }\n  }\n": types.ViewWriteFragmentDoc,
    "\n  mutation CreateView($input: CreateViewInput!, $timeZone: String!) {\n    write: createView(input: $input) {\n      ...ViewWrite\n    }\n  }\n": types.CreateViewDocument,
    "\n  mutation UpdateView($input: UpdateViewInput!, $timeZone: String!) {\n    write: updateView(input: $input) {\n      ...ViewWrite\n    }\n  }\n": types.UpdateViewDocument,
    "\n  mutation DeleteView($id: ID!, $timeZone: String!) {\n    write: deleteView(id: $id) {\n      ...ViewWrite\n    }\n  }\n": types.DeleteViewDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OwnProfile on User {\n    id\n    email\n    displayName\n    givenName\n    familyName\n    phone\n    locale\n    timeZone\n    title\n    department\n  }\n"): (typeof documents)["\n  fragment OwnProfile on User {\n    id\n    email\n    displayName\n    givenName\n    familyName\n    phone\n    locale\n    timeZone\n    title\n    department\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OwnProfile {\n    viewer {\n      ...OwnProfile\n    }\n  }\n"): (typeof documents)["\n  query OwnProfile {\n    viewer {\n      ...OwnProfile\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateViewer($input: UpdateViewerInput!) {\n    updateViewer(input: $input) {\n      viewer {\n        ...Viewer\n        ...OwnProfile\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateViewer($input: UpdateViewerInput!) {\n    updateViewer(input: $input) {\n      viewer {\n        ...Viewer\n        ...OwnProfile\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AuditRow on AuditEntry {\n    id\n    occurredAt\n    action\n    actorId\n    actor {\n      id\n      displayName\n    }\n    sessionId\n    tokenId\n    targetType\n    targetId\n    target {\n      id\n      displayName\n    }\n    requestId\n    address\n    changes {\n      field\n      before\n      after\n    }\n  }\n"): (typeof documents)["\n  fragment AuditRow on AuditEntry {\n    id\n    occurredAt\n    action\n    actorId\n    actor {\n      id\n      displayName\n    }\n    sessionId\n    tokenId\n    targetType\n    targetId\n    target {\n      id\n      displayName\n    }\n    requestId\n    address\n    changes {\n      field\n      before\n      after\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AuditPage on AuditEntryConnection {\n    nodes {\n      ...AuditRow\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n    totalCountIsCapped\n  }\n"): (typeof documents)["\n  fragment AuditPage on AuditEntryConnection {\n    nodes {\n      ...AuditRow\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n    totalCountIsCapped\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuditEntries($first: Int!, $after: String, $where: AuditWhere) {\n    auditEntries(first: $first, after: $after, where: $where) {\n      ...AuditPage\n    }\n  }\n"): (typeof documents)["\n  query AuditEntries($first: Int!, $after: String, $where: AuditWhere) {\n    auditEntries(first: $first, after: $after, where: $where) {\n      ...AuditPage\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ActivityChanged {\n    userChanged {\n      kind\n    }\n  }\n"): (typeof documents)["\n  subscription ActivityChanged {\n    userChanged {\n      kind\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuditPeople($search: String) {\n    users(first: 10, search: $search, where: { status: [ACTIVE, INVITED, DEACTIVATED, DELETED] }) {\n      nodes {\n        id\n        displayName\n        email\n      }\n    }\n  }\n"): (typeof documents)["\n  query AuditPeople($search: String) {\n    users(first: 10, search: $search, where: { status: [ACTIVE, INVITED, DEACTIVATED, DELETED] }) {\n      nodes {\n        id\n        displayName\n        email\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuditPerson($id: ID!) {\n    user(id: $id) {\n      id\n      displayName\n      email\n    }\n  }\n"): (typeof documents)["\n  query AuditPerson($id: ID!) {\n    user(id: $id) {\n      id\n      displayName\n      email\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Viewer on User {\n    id\n    email\n    displayName\n    locale\n    timeZone\n    permissions\n    isUsageCounted\n  }\n"): (typeof documents)["\n  fragment Viewer on User {\n    id\n    email\n    displayName\n    locale\n    timeZone\n    permissions\n    isUsageCounted\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Entry on SignInPayload {\n    viewer {\n      ...Viewer\n    }\n    accessToken\n    expiresAt\n    userErrors {\n      code\n      message\n      path\n    }\n  }\n"): (typeof documents)["\n  fragment Entry on SignInPayload {\n    viewer {\n      ...Viewer\n    }\n    accessToken\n    expiresAt\n    userErrors {\n      code\n      message\n      path\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignIn($input: SignInInput!) {\n    entry: signIn(input: $input) {\n      ...Entry\n      secondFactor {\n        challenge\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SignIn($input: SignInInput!) {\n    entry: signIn(input: $input) {\n      ...Entry\n      secondFactor {\n        challenge\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CompleteSignIn($input: CompleteSignInInput!) {\n    entry: completeSignIn(input: $input) {\n      ...Entry\n    }\n  }\n"): (typeof documents)["\n  mutation CompleteSignIn($input: CompleteSignInInput!) {\n    entry: completeSignIn(input: $input) {\n      ...Entry\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartPasskeySignIn {\n    startPasskeySignIn {\n      options\n    }\n  }\n"): (typeof documents)["\n  mutation StartPasskeySignIn {\n    startPasskeySignIn {\n      options\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignInWithPasskey($input: PasskeySignInInput!) {\n    entry: signInWithPasskey(input: $input) {\n      ...Entry\n    }\n  }\n"): (typeof documents)["\n  mutation SignInWithPasskey($input: PasskeySignInInput!) {\n    entry: signInWithPasskey(input: $input) {\n      ...Entry\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetUp($input: SetUpInput!) {\n    entry: setUp(input: $input) {\n      ...Entry\n    }\n  }\n"): (typeof documents)["\n  mutation SetUp($input: SetUpInput!) {\n    entry: setUp(input: $input) {\n      ...Entry\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshSession {\n    entry: refreshSession {\n      ...Entry\n      status {\n        needsSetUp\n        sendsMail\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RefreshSession {\n    entry: refreshSession {\n      ...Entry\n      status {\n        needsSetUp\n        sendsMail\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOut {\n    signOut {\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SignOut {\n    signOut {\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SendsMail {\n    sendsMail\n  }\n"): (typeof documents)["\n  query SendsMail {\n    sendsMail\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InvitationHolder($token: String!) {\n    holder: invitationHolder(token: $token) {\n      email\n      displayName\n    }\n  }\n"): (typeof documents)["\n  query InvitationHolder($token: String!) {\n    holder: invitationHolder(token: $token) {\n      email\n      displayName\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ResetHolder($token: String!) {\n    holder: resetHolder(token: $token) {\n      email\n      displayName\n      accessTokenCount\n    }\n  }\n"): (typeof documents)["\n  query ResetHolder($token: String!) {\n    holder: resetHolder(token: $token) {\n      email\n      displayName\n      accessTokenCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EmailChangeHolder($token: String!) {\n    holder: emailChangeHolder(token: $token) {\n      email\n      displayName\n    }\n  }\n"): (typeof documents)["\n  query EmailChangeHolder($token: String!) {\n    holder: emailChangeHolder(token: $token) {\n      email\n      displayName\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmEmail($input: ConfirmEmailInput!) {\n    answer: confirmEmail(input: $input) {\n      email\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ConfirmEmail($input: ConfirmEmailInput!) {\n    answer: confirmEmail(input: $input) {\n      email\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AcceptInvitation($input: AcceptInvitationInput!) {\n    entry: acceptInvitation(input: $input) {\n      ...Entry\n    }\n  }\n"): (typeof documents)["\n  mutation AcceptInvitation($input: AcceptInvitationInput!) {\n    entry: acceptInvitation(input: $input) {\n      ...Entry\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestPasswordReset($input: RequestPasswordResetInput!) {\n    answer: requestPasswordReset(input: $input) {\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RequestPasswordReset($input: RequestPasswordResetInput!) {\n    answer: requestPasswordReset(input: $input) {\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    answer: resetPassword(input: $input) {\n      email\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    answer: resetPassword(input: $input) {\n      email\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment BulkJobParts on BulkJob {\n    id\n    kind\n    change {\n      roleName\n      field\n      value\n      importId\n      fileName\n    }\n    state\n    failure\n    isCancelRequested\n    total\n    position\n    changed\n    created\n    unchanged\n    refused\n    createdAt\n    frozenAt\n    finishedAt\n    actor {\n      id\n      displayName\n    }\n    undoOf\n    undoneBy\n    undoableUntil\n    viewerCanCancel\n    viewerCanUndo\n  }\n"): (typeof documents)["\n  fragment BulkJobParts on BulkJob {\n    id\n    kind\n    change {\n      roleName\n      field\n      value\n      importId\n      fileName\n    }\n    state\n    failure\n    isCancelRequested\n    total\n    position\n    changed\n    created\n    unchanged\n    refused\n    createdAt\n    frozenAt\n    finishedAt\n    actor {\n      id\n      displayName\n    }\n    undoOf\n    undoneBy\n    undoableUntil\n    viewerCanCancel\n    viewerCanUndo\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query BulkPreview($input: StartBulkJobInput!) {\n    bulkPreview(input: $input) {\n      total\n      totalIsCapped\n      examined\n      isExact\n      changed\n      unchanged\n      refused {\n        reason\n        message\n        count\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  query BulkPreview($input: StartBulkJobInput!) {\n    bulkPreview(input: $input) {\n      total\n      totalIsCapped\n      examined\n      isExact\n      changed\n      unchanged\n      refused {\n        reason\n        message\n        count\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartBulkJob($input: StartBulkJobInput!) {\n    write: startBulkJob(input: $input) {\n      job {\n        ...BulkJobParts\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation StartBulkJob($input: StartBulkJobInput!) {\n    write: startBulkJob(input: $input) {\n      job {\n        ...BulkJobParts\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ApplyUserImport($input: ApplyUserImportInput!) {\n    write: applyUserImport(input: $input) {\n      job {\n        ...BulkJobParts\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ApplyUserImport($input: ApplyUserImportInput!) {\n    write: applyUserImport(input: $input) {\n      job {\n        ...BulkJobParts\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelBulkJob($id: ID!) {\n    write: cancelBulkJob(id: $id) {\n      job {\n        ...BulkJobParts\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CancelBulkJob($id: ID!) {\n    write: cancelBulkJob(id: $id) {\n      job {\n        ...BulkJobParts\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UndoBulkJob($id: ID!) {\n    write: undoBulkJob(id: $id) {\n      job {\n        ...BulkJobParts\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UndoBulkJob($id: ID!) {\n    write: undoBulkJob(id: $id) {\n      job {\n        ...BulkJobParts\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment JobLists on UserLists {\n    everyone: users(first: 1) {\n      ...ListCount\n    }\n    noAccess: users(first: 1, where: { state: [NO_ACCESS] }) {\n      ...ListCount\n    }\n    invited: users(first: 1, where: { state: [INVITED, INVITATION_EXPIRED] }) {\n      ...ListCount\n    }\n    deactivated: users(first: 1, where: { state: [DEACTIVATED] }) {\n      ...ListCount\n    }\n    bin: users(first: 1, where: { state: [DELETED] }) {\n      ...ListCount\n    }\n    views {\n      ...ViewRow\n      ...ViewCount\n    }\n  }\n"): (typeof documents)["\n  fragment JobLists on UserLists {\n    everyone: users(first: 1) {\n      ...ListCount\n    }\n    noAccess: users(first: 1, where: { state: [NO_ACCESS] }) {\n      ...ListCount\n    }\n    invited: users(first: 1, where: { state: [INVITED, INVITATION_EXPIRED] }) {\n      ...ListCount\n    }\n    deactivated: users(first: 1, where: { state: [DEACTIVATED] }) {\n      ...ListCount\n    }\n    bin: users(first: 1, where: { state: [DELETED] }) {\n      ...ListCount\n    }\n    views {\n      ...ViewRow\n      ...ViewCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription BulkJobChanged($id: ID!, $timeZone: String!) {\n    bulkJobChanged(id: $id) {\n      ...BulkJobParts\n      lists {\n        ...JobLists\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription BulkJobChanged($id: ID!, $timeZone: String!) {\n    bulkJobChanged(id: $id) {\n      ...BulkJobParts\n      lists {\n        ...JobLists\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query BulkJobs($first: Int!, $after: String) {\n    bulkJobs(first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          ...BulkJobParts\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query BulkJobs($first: Int!, $after: String) {\n    bulkJobs(first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          ...BulkJobParts\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query BulkJob($id: ID!, $first: Int!, $after: String, $outcome: BulkItemOutcome) {\n    bulkJob(id: $id) {\n      ...BulkJobParts\n      items(first: $first, after: $after, outcome: $outcome) {\n        edges {\n          cursor\n          node {\n            number\n            userId\n            line\n            isCreated\n            user {\n              id\n              displayName\n              email\n              deletedAt\n            }\n            outcome\n            reason\n            message\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query BulkJob($id: ID!, $first: Int!, $after: String, $outcome: BulkItemOutcome) {\n    bulkJob(id: $id) {\n      ...BulkJobParts\n      items(first: $first, after: $after, outcome: $outcome) {\n        edges {\n          cursor\n          node {\n            number\n            userId\n            line\n            isCreated\n            user {\n              id\n              displayName\n              email\n              deletedAt\n            }\n            outcome\n            reason\n            message\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FeedbackRow on FeedbackEntry {\n    id\n    kind\n    state\n    text\n    page\n    hasPicture\n    answer\n    answeredAt\n    createdAt\n    senderId\n    senderName\n    canBeAnswered\n  }\n"): (typeof documents)["\n  fragment FeedbackRow on FeedbackEntry {\n    id\n    kind\n    state\n    text\n    page\n    hasPicture\n    answer\n    answeredAt\n    createdAt\n    senderId\n    senderName\n    canBeAnswered\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FeedbackList on FeedbackEntryConnection {\n    nodes {\n      ...FeedbackRow\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n    totalCountIsCapped\n  }\n"): (typeof documents)["\n  fragment FeedbackList on FeedbackEntryConnection {\n    nodes {\n      ...FeedbackRow\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n    totalCountIsCapped\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FeedbackEntries($first: Int!, $after: String, $where: FeedbackWhere) {\n    feedbackEntries(first: $first, after: $after, where: $where) {\n      ...FeedbackList\n    }\n  }\n"): (typeof documents)["\n  query FeedbackEntries($first: Int!, $after: String, $where: FeedbackWhere) {\n    feedbackEntries(first: $first, after: $after, where: $where) {\n      ...FeedbackList\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FeedbackPicture($id: ID!) {\n    feedbackEntry(id: $id) {\n      id\n      picture\n    }\n  }\n"): (typeof documents)["\n  query FeedbackPicture($id: ID!) {\n    feedbackEntry(id: $id) {\n      id\n      picture\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SendFeedback($input: SendFeedbackInput!) {\n    write: sendFeedback(input: $input) {\n      id\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SendFeedback($input: SendFeedbackInput!) {\n    write: sendFeedback(input: $input) {\n      id\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetFeedbackState($id: ID!, $state: FeedbackState!, $first: Int!, $where: FeedbackWhere) {\n    write: setFeedbackState(id: $id, state: $state) {\n      entry {\n        ...FeedbackRow\n      }\n      entries(first: $first, where: $where) {\n        ...FeedbackList\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SetFeedbackState($id: ID!, $state: FeedbackState!, $first: Int!, $where: FeedbackWhere) {\n    write: setFeedbackState(id: $id, state: $state) {\n      entry {\n        ...FeedbackRow\n      }\n      entries(first: $first, where: $where) {\n        ...FeedbackList\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AnswerFeedback($input: AnswerFeedbackInput!, $first: Int!, $where: FeedbackWhere) {\n    write: answerFeedback(input: $input) {\n      entry {\n        ...FeedbackRow\n      }\n      entries(first: $first, where: $where) {\n        ...FeedbackList\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation AnswerFeedback($input: AnswerFeedbackInput!, $first: Int!, $where: FeedbackWhere) {\n    write: answerFeedback(input: $input) {\n      entry {\n        ...FeedbackRow\n      }\n      entries(first: $first, where: $where) {\n        ...FeedbackList\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Home {\n    home {\n      userCount\n      states {\n        state\n        count\n        countIsCapped\n      }\n      neverSignedIn\n      dormant\n      withoutSecondFactor\n      departments {\n        top {\n          value\n          label\n          count\n        }\n        others\n      }\n      roles {\n        top {\n          value\n          label\n          count\n        }\n        others\n      }\n      languages {\n        top {\n          value\n          label\n          count\n        }\n        others\n      }\n      days {\n        day\n        added\n        active\n        signIns\n        failures\n        isCapped\n        totals {\n          active\n          invited\n          neverSignedIn\n          withoutSecondFactor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Home {\n    home {\n      userCount\n      states {\n        state\n        count\n        countIsCapped\n      }\n      neverSignedIn\n      dormant\n      withoutSecondFactor\n      departments {\n        top {\n          value\n          label\n          count\n        }\n        others\n      }\n      roles {\n        top {\n          value\n          label\n          count\n        }\n        others\n      }\n      languages {\n        top {\n          value\n          label\n          count\n        }\n        others\n      }\n      days {\n        day\n        added\n        active\n        signIns\n        failures\n        isCapped\n        totals {\n          active\n          invited\n          neverSignedIn\n          withoutSecondFactor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserImport(\n    $id: ID!\n    $first: Int!\n    $after: String\n    $outcome: UserImportOutcome\n    $reclassified: Boolean\n  ) {\n    userImport(id: $id) {\n      id\n      fileName\n      reading {\n        encoding\n        isEncodingGuessed\n        delimiter\n        match\n        columns {\n          name\n          field\n          samples\n        }\n      }\n      fault\n      faultLine\n      total\n      created\n      changed\n      unchanged\n      refused\n      reclassified\n      expiresAt\n      jobId\n      rows(first: $first, after: $after, outcome: $outcome, reclassified: $reclassified) {\n        nodes {\n          number\n          line\n          outcome\n          userId\n          email\n          displayName\n          changes {\n            field\n            before\n            after\n          }\n          reasons {\n            message\n            path\n          }\n          isReclassified\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query UserImport(\n    $id: ID!\n    $first: Int!\n    $after: String\n    $outcome: UserImportOutcome\n    $reclassified: Boolean\n  ) {\n    userImport(id: $id) {\n      id\n      fileName\n      reading {\n        encoding\n        isEncodingGuessed\n        delimiter\n        match\n        columns {\n          name\n          field\n          samples\n        }\n      }\n      fault\n      faultLine\n      total\n      created\n      changed\n      unchanged\n      refused\n      reclassified\n      expiresAt\n      jobId\n      rows(first: $first, after: $after, outcome: $outcome, reclassified: $reclassified) {\n        nodes {\n          number\n          line\n          outcome\n          userId\n          email\n          displayName\n          changes {\n            field\n            before\n            after\n          }\n          reasons {\n            message\n            path\n          }\n          isReclassified\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment InvitationParts on Invitation {\n    id\n    state\n    delivery\n    email\n    createdAt\n    sentAt\n    expiresAt\n    user {\n      id\n      displayName\n      viewerCanUpdate\n      state\n      invitationExpiresAt\n    }\n    invitedBy {\n      id\n      displayName\n    }\n  }\n"): (typeof documents)["\n  fragment InvitationParts on Invitation {\n    id\n    state\n    delivery\n    email\n    createdAt\n    sentAt\n    expiresAt\n    user {\n      id\n      displayName\n      viewerCanUpdate\n      state\n      invitationExpiresAt\n    }\n    invitedBy {\n      id\n      displayName\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment InvitationPage on InvitationConnection {\n    edges {\n      cursor\n      node {\n        ...InvitationParts\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n    totalCountIsCapped\n  }\n"): (typeof documents)["\n  fragment InvitationPage on InvitationConnection {\n    edges {\n      cursor\n      node {\n        ...InvitationParts\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n    totalCountIsCapped\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Invitations($first: Int!, $after: String, $where: InvitationWhere) {\n    invitations(first: $first, after: $after, where: $where) {\n      ...InvitationPage\n    }\n  }\n"): (typeof documents)["\n  query Invitations($first: Int!, $after: String, $where: InvitationWhere) {\n    invitations(first: $first, after: $after, where: $where) {\n      ...InvitationPage\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserInvitation($id: ID!) {\n    user(id: $id) {\n      id\n      invitation {\n        ...InvitationParts\n      }\n    }\n  }\n"): (typeof documents)["\n  query UserInvitation($id: ID!) {\n    user(id: $id) {\n      id\n      invitation {\n        ...InvitationParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InviteUser($id: ID!, $first: Int!, $where: InvitationWhere) {\n    write: inviteUser(id: $id) {\n      invitation {\n        ...InvitationParts\n        user {\n          id\n          invitation {\n            id\n          }\n        }\n      }\n      link\n      invitations(first: $first, where: $where) {\n        ...InvitationPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation InviteUser($id: ID!, $first: Int!, $where: InvitationWhere) {\n    write: inviteUser(id: $id) {\n      invitation {\n        ...InvitationParts\n        user {\n          id\n          invitation {\n            id\n          }\n        }\n      }\n      link\n      invitations(first: $first, where: $where) {\n        ...InvitationPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelInvitation($id: ID!, $first: Int!, $where: InvitationWhere) {\n    write: cancelInvitation(id: $id) {\n      invitation {\n        ...InvitationParts\n      }\n      invitations(first: $first, where: $where) {\n        ...InvitationPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CancelInvitation($id: ID!, $first: Int!, $where: InvitationWhere) {\n    write: cancelInvitation(id: $id) {\n      invitation {\n        ...InvitationParts\n      }\n      invitations(first: $first, where: $where) {\n        ...InvitationPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription InvitationChanged {\n    userChanged {\n      kind\n      user {\n        id\n        invitation {\n          ...InvitationParts\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription InvitationChanged {\n    userChanged {\n      kind\n      user {\n        id\n        invitation {\n          ...InvitationParts\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SendPasswordReset($id: ID!) {\n    answer: sendPasswordReset(id: $id) {\n      link\n      delivery\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SendPasswordReset($id: ID!) {\n    answer: sendPasswordReset(id: $id) {\n      link\n      delivery\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RoleRow on Role {\n    id\n    name\n    description\n    permissions\n    version\n    isBuiltIn\n    userCount\n    viewerCanUpdate\n    viewerCanDelete\n    viewerCanGive\n  }\n"): (typeof documents)["\n  fragment RoleRow on Role {\n    id\n    name\n    description\n    permissions\n    version\n    isBuiltIn\n    userCount\n    viewerCanUpdate\n    viewerCanDelete\n    viewerCanGive\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RoleList {\n    roles {\n      ...RoleRow\n    }\n  }\n"): (typeof documents)["\n  query RoleList {\n    roles {\n      ...RoleRow\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateRole($input: CreateRoleInput!) {\n    write: createRole(input: $input) {\n      role {\n        id\n      }\n      roles {\n        ...RoleRow\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateRole($input: CreateRoleInput!) {\n    write: createRole(input: $input) {\n      role {\n        id\n      }\n      roles {\n        ...RoleRow\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateRole($input: UpdateRoleInput!) {\n    write: updateRole(input: $input) {\n      role {\n        id\n      }\n      roles {\n        ...RoleRow\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateRole($input: UpdateRoleInput!) {\n    write: updateRole(input: $input) {\n      role {\n        id\n      }\n      roles {\n        ...RoleRow\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteRole($id: ID!) {\n    write: deleteRole(id: $id) {\n      role {\n        id\n      }\n      roles {\n        ...RoleRow\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteRole($id: ID!) {\n    write: deleteRole(id: $id) {\n      role {\n        id\n      }\n      roles {\n        ...RoleRow\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Security on Security {\n    pendingEmail\n    totpSince\n    recoveryCodesLeft\n    isSignInRecent\n    passkeys {\n      id\n      name\n      createdAt\n      lastUsedAt\n    }\n  }\n"): (typeof documents)["\n  fragment Security on Security {\n    pendingEmail\n    totpSince\n    recoveryCodesLeft\n    isSignInRecent\n    passkeys {\n      id\n      name\n      createdAt\n      lastUsedAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Security {\n    security {\n      ...Security\n    }\n  }\n"): (typeof documents)["\n  query Security {\n    security {\n      ...Security\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    write: changePassword(input: $input) {\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    write: changePassword(input: $input) {\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeEmail($input: ChangeEmailInput!, $proof: ProofInput) {\n    write: changeEmail(input: $input, proof: $proof) {\n      viewer {\n        ...Viewer\n      }\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ChangeEmail($input: ChangeEmailInput!, $proof: ProofInput) {\n    write: changeEmail(input: $input, proof: $proof) {\n      viewer {\n        ...Viewer\n      }\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelEmailChange {\n    write: cancelEmailChange {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CancelEmailChange {\n    write: cancelEmailChange {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartTotp {\n    write: startTotp {\n      key\n      uri\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation StartTotp {\n    write: startTotp {\n      key\n      uri\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmTotp($input: ConfirmTotpInput!, $proof: ProofInput) {\n    write: confirmTotp(input: $input, proof: $proof) {\n      recoveryCodes\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ConfirmTotp($input: ConfirmTotpInput!, $proof: ProofInput) {\n    write: confirmTotp(input: $input, proof: $proof) {\n      recoveryCodes\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DisableTotp($proof: ProofInput!) {\n    write: disableTotp(proof: $proof) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DisableTotp($proof: ProofInput!) {\n    write: disableTotp(proof: $proof) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RenewRecoveryCodes($proof: ProofInput!) {\n    write: renewRecoveryCodes(proof: $proof) {\n      recoveryCodes\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RenewRecoveryCodes($proof: ProofInput!) {\n    write: renewRecoveryCodes(proof: $proof) {\n      recoveryCodes\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartPasskey($proof: ProofInput) {\n    write: startPasskey(proof: $proof) {\n      options\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation StartPasskey($proof: ProofInput) {\n    write: startPasskey(proof: $proof) {\n      options\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddPasskey($input: AddPasskeyInput!) {\n    write: addPasskey(input: $input) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation AddPasskey($input: AddPasskeyInput!) {\n    write: addPasskey(input: $input) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RenamePasskey($input: RenamePasskeyInput!) {\n    write: renamePasskey(input: $input) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RenamePasskey($input: RenamePasskeyInput!) {\n    write: renamePasskey(input: $input) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemovePasskey($id: ID!, $proof: ProofInput) {\n    write: removePasskey(id: $id, proof: $proof) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RemovePasskey($id: ID!, $proof: ProofInput) {\n    write: removePasskey(id: $id, proof: $proof) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResetSecondFactor($id: ID!) {\n    write: resetSecondFactor(id: $id) {\n      user {\n        id\n        hasSecondFactor\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ResetSecondFactor($id: ID!) {\n    write: resetSecondFactor(id: $id) {\n      user {\n        id\n        hasSecondFactor\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SessionRow on Session {\n    id\n    browser\n    operatingSystem\n    address\n    createdAt\n    lastUsedAt\n    isCurrent\n  }\n"): (typeof documents)["\n  fragment SessionRow on Session {\n    id\n    browser\n    operatingSystem\n    address\n    createdAt\n    lastUsedAt\n    isCurrent\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserSessions on User {\n    id\n    sessions(first: 100) {\n      nodes {\n        ...SessionRow\n      }\n      totalCount\n    }\n  }\n"): (typeof documents)["\n  fragment UserSessions on User {\n    id\n    sessions(first: 100) {\n      nodes {\n        ...SessionRow\n      }\n      totalCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OwnSessions {\n    user: viewer {\n      ...UserSessions\n    }\n  }\n"): (typeof documents)["\n  query OwnSessions {\n    user: viewer {\n      ...UserSessions\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserSessions($id: ID!) {\n    user(id: $id) {\n      ...UserSessions\n    }\n  }\n"): (typeof documents)["\n  query UserSessions($id: ID!) {\n    user(id: $id) {\n      ...UserSessions\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeSession($id: ID!) {\n    write: revokeSession(id: $id) {\n      user {\n        ...UserSessions\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeSession($id: ID!) {\n    write: revokeSession(id: $id) {\n      user {\n        ...UserSessions\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeSessions($userId: ID!) {\n    write: revokeSessions(userId: $userId) {\n      user {\n        ...UserSessions\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeSessions($userId: ID!) {\n    write: revokeSessions(userId: $userId) {\n      user {\n        ...UserSessions\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOutEverywhere($keepCurrent: Boolean!) {\n    write: signOutEverywhere(keepCurrent: $keepCurrent) {\n      user {\n        ...UserSessions\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SignOutEverywhere($keepCurrent: Boolean!) {\n    write: signOutEverywhere(keepCurrent: $keepCurrent) {\n      user {\n        ...UserSessions\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TokenRow on AccessToken {\n    id\n    name\n    prefix\n    permissions\n    state\n    createdAt\n    expiresAt\n    lastUsedAt\n    lastUsedAddress\n    revokedAt\n  }\n"): (typeof documents)["\n  fragment TokenRow on AccessToken {\n    id\n    name\n    prefix\n    permissions\n    state\n    createdAt\n    expiresAt\n    lastUsedAt\n    lastUsedAddress\n    revokedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OwnTokens on User {\n    id\n    accessTokens(first: 100) {\n      nodes {\n        ...TokenRow\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment OwnTokens on User {\n    id\n    accessTokens(first: 100) {\n      nodes {\n        ...TokenRow\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OwnTokens {\n    viewer {\n      ...OwnTokens\n    }\n  }\n"): (typeof documents)["\n  query OwnTokens {\n    viewer {\n      ...OwnTokens\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TokenPage on AccessTokenConnection {\n    nodes {\n      ...TokenRow\n      user {\n        id\n        displayName\n        email\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n  }\n"): (typeof documents)["\n  fragment TokenPage on AccessTokenConnection {\n    nodes {\n      ...TokenRow\n      user {\n        id\n        displayName\n        email\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AllTokens($first: Int!, $after: String, $where: AccessTokenWhere) {\n    accessTokens(first: $first, after: $after, where: $where) {\n      ...TokenPage\n    }\n  }\n"): (typeof documents)["\n  query AllTokens($first: Int!, $after: String, $where: AccessTokenWhere) {\n    accessTokens(first: $first, after: $after, where: $where) {\n      ...TokenPage\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateAccessToken($input: CreateAccessTokenInput!, $proof: ProofInput) {\n    write: createAccessToken(input: $input, proof: $proof) {\n      token\n      viewer {\n        ...OwnTokens\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateAccessToken($input: CreateAccessTokenInput!, $proof: ProofInput) {\n    write: createAccessToken(input: $input, proof: $proof) {\n      token\n      viewer {\n        ...OwnTokens\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeAccessToken($id: ID!) {\n    write: revokeAccessToken(id: $id) {\n      accessToken {\n        ...TokenRow\n      }\n      viewer {\n        ...OwnTokens\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeAccessToken($id: ID!) {\n    write: revokeAccessToken(id: $id) {\n      accessToken {\n        ...TokenRow\n      }\n      viewer {\n        ...OwnTokens\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Usage {\n    usage {\n      isOn\n      days\n      counters {\n        feature\n        outcome\n        counts\n        total\n        medianMs\n        mostMs\n      }\n    }\n  }\n"): (typeof documents)["\n  query Usage {\n    usage {\n      isOn\n      days\n      counters {\n        feature\n        outcome\n        counts\n        total\n        medianMs\n        mostMs\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UsageSettings {\n    usageSettings {\n      directory\n      viewer\n    }\n  }\n"): (typeof documents)["\n  query UsageSettings {\n    usageSettings {\n      directory\n      viewer\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetDirectoryUsage($isCounted: Boolean!) {\n    write: setDirectoryUsage(isCounted: $isCounted) {\n      settings {\n        directory\n        viewer\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SetDirectoryUsage($isCounted: Boolean!) {\n    write: setDirectoryUsage(isCounted: $isCounted) {\n      settings {\n        directory\n        viewer\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetOwnUsage($isCounted: Boolean!) {\n    write: setOwnUsage(isCounted: $isCounted) {\n      settings {\n        directory\n        viewer\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SetOwnUsage($isCounted: Boolean!) {\n    write: setOwnUsage(isCounted: $isCounted) {\n      settings {\n        directory\n        viewer\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment BinRow on User {\n    id\n    version\n    displayName\n    email\n    deletedAt\n    deletedBy {\n      id\n      displayName\n    }\n    erasedAt\n    viewerCanDelete\n  }\n"): (typeof documents)["\n  fragment BinRow on User {\n    id\n    version\n    displayName\n    email\n    deletedAt\n    deletedBy {\n      id\n      displayName\n    }\n    erasedAt\n    viewerCanDelete\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment BinPage on UserConnection {\n    edges {\n      cursor\n      node {\n        ...BinRow\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n    totalCountIsCapped\n  }\n"): (typeof documents)["\n  fragment BinPage on UserConnection {\n    edges {\n      cursor\n      node {\n        ...BinRow\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n    totalCountIsCapped\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SideCounts on UsersWritePayload {\n    everyone: users(first: 1) {\n      ...ListCount\n    }\n    noAccess: users(first: 1, where: { state: [NO_ACCESS] }) {\n      ...ListCount\n    }\n    invited: users(first: 1, where: { state: [INVITED, INVITATION_EXPIRED] }) {\n      ...ListCount\n    }\n    deactivated: users(first: 1, where: { state: [DEACTIVATED] }) {\n      ...ListCount\n    }\n  }\n"): (typeof documents)["\n  fragment SideCounts on UsersWritePayload {\n    everyone: users(first: 1) {\n      ...ListCount\n    }\n    noAccess: users(first: 1, where: { state: [NO_ACCESS] }) {\n      ...ListCount\n    }\n    invited: users(first: 1, where: { state: [INVITED, INVITATION_EXPIRED] }) {\n      ...ListCount\n    }\n    deactivated: users(first: 1, where: { state: [DEACTIVATED] }) {\n      ...ListCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Bin($first: Int!, $after: String, $where: UserWhere!, $orderBy: UserOrder!) {\n    users(first: $first, after: $after, where: $where, orderBy: $orderBy) {\n      ...BinPage\n    }\n  }\n"): (typeof documents)["\n  query Bin($first: Int!, $after: String, $where: UserWhere!, $orderBy: UserOrder!) {\n    users(first: $first, after: $after, where: $where, orderBy: $orderBy) {\n      ...BinPage\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RestoreUsers($ids: [ID!]!, $first: Int!, $where: UserWhere!, $orderBy: UserOrder!) {\n    write: restoreUsers(ids: $ids) {\n      ids\n      ...SideCounts\n      users(first: $first, where: $where, orderBy: $orderBy) {\n        ...BinPage\n      }\n      userErrors {\n        ...FormError\n        suggestion\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RestoreUsers($ids: [ID!]!, $first: Int!, $where: UserWhere!, $orderBy: UserOrder!) {\n    write: restoreUsers(ids: $ids) {\n      ids\n      ...SideCounts\n      users(first: $first, where: $where, orderBy: $orderBy) {\n        ...BinPage\n      }\n      userErrors {\n        ...FormError\n        suggestion\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RestoreWithAddress(\n    $id: ID!\n    $email: String!\n    $first: Int!\n    $where: UserWhere!\n    $orderBy: UserOrder!\n  ) {\n    write: restoreUser(id: $id, email: $email) {\n      user {\n        id\n        state\n      }\n      users(first: $first, where: $where, orderBy: $orderBy) {\n        ...BinPage\n      }\n      userErrors {\n        ...FormError\n        suggestion\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RestoreWithAddress(\n    $id: ID!\n    $email: String!\n    $first: Int!\n    $where: UserWhere!\n    $orderBy: UserOrder!\n  ) {\n    write: restoreUser(id: $id, email: $email) {\n      user {\n        id\n        state\n      }\n      users(first: $first, where: $where, orderBy: $orderBy) {\n        ...BinPage\n      }\n      userErrors {\n        ...FormError\n        suggestion\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EraseUsers(\n    $ids: [ID!]!\n    $confirmation: String!\n    $first: Int!\n    $where: UserWhere!\n    $orderBy: UserOrder!\n  ) {\n    write: eraseUsers(ids: $ids, confirmation: $confirmation) {\n      ids\n      ...SideCounts\n      users(first: $first, where: $where, orderBy: $orderBy) {\n        ...BinPage\n      }\n      userErrors {\n        ...FormError\n        suggestion\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation EraseUsers(\n    $ids: [ID!]!\n    $confirmation: String!\n    $first: Int!\n    $where: UserWhere!\n    $orderBy: UserOrder!\n  ) {\n    write: eraseUsers(ids: $ids, confirmation: $confirmation) {\n      ids\n      ...SideCounts\n      users(first: $first, where: $where, orderBy: $orderBy) {\n        ...BinPage\n      }\n      userErrors {\n        ...FormError\n        suggestion\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription BinChanged {\n    userChanged {\n      kind\n      user {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription BinChanged {\n    userChanged {\n      kind\n      user {\n        id\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserSignIn on User {\n    ...UserSessions\n    invitation {\n      ...InvitationParts\n    }\n  }\n"): (typeof documents)["\n  fragment UserSignIn on User {\n    ...UserSessions\n    invitation {\n      ...InvitationParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserTrail on User {\n    id\n    auditEntries(first: 20) {\n      ...AuditPage\n    }\n    oldestEntries: auditEntries(last: 1) {\n      nodes {\n        id\n        action\n        actor {\n          id\n          displayName\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment UserTrail on User {\n    id\n    auditEntries(first: 20) {\n      ...AuditPage\n    }\n    oldestEntries: auditEntries(last: 1) {\n      nodes {\n        id\n        action\n        actor {\n          id\n          displayName\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query User($id: ID!) {\n    user(id: $id) {\n      ...UserDetails\n    }\n  }\n"): (typeof documents)["\n  query User($id: ID!) {\n    user(id: $id) {\n      ...UserDetails\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserToEdit($id: ID!) {\n    user(id: $id) {\n      ...UserDetails\n      ...UserSignIn\n    }\n  }\n"): (typeof documents)["\n  query UserToEdit($id: ID!) {\n    user(id: $id) {\n      ...UserDetails\n      ...UserSignIn\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserToAudit($id: ID!) {\n    user(id: $id) {\n      ...UserDetails\n      ...UserTrail\n    }\n  }\n"): (typeof documents)["\n  query UserToAudit($id: ID!) {\n    user(id: $id) {\n      ...UserDetails\n      ...UserTrail\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserInFull($id: ID!) {\n    user(id: $id) {\n      ...UserDetails\n      ...UserSignIn\n      ...UserTrail\n    }\n  }\n"): (typeof documents)["\n  query UserInFull($id: ID!) {\n    user(id: $id) {\n      ...UserDetails\n      ...UserSignIn\n      ...UserTrail\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription UserActivity($id: ID!, $isEditing: Boolean!, $since: Int!) {\n    userActivity(id: $id, isEditing: $isEditing) {\n      ...UserActivityParts\n    }\n  }\n"): (typeof documents)["\n  subscription UserActivity($id: ID!, $isEditing: Boolean!, $since: Int!) {\n    userActivity(id: $id, isEditing: $isEditing) {\n      ...UserActivityParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserActivityParts on UserActivity {\n    editors {\n      isOwn\n      user {\n        id\n        displayName\n      }\n    }\n    changes(since: $since) @include(if: $isEditing) {\n      ...FieldChange\n    }\n  }\n"): (typeof documents)["\n  fragment UserActivityParts on UserActivity {\n    editors {\n      isOwn\n      user {\n        id\n        displayName\n      }\n    }\n    changes(since: $since) @include(if: $isEditing) {\n      ...FieldChange\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription UserActivityInFull($id: ID!, $isEditing: Boolean!, $since: Int!) {\n    userActivity(id: $id, isEditing: $isEditing) {\n      ...UserActivityParts\n      user {\n        id\n        ...UserSignIn\n        ...UserTrail\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription UserActivityInFull($id: ID!, $isEditing: Boolean!, $since: Int!) {\n    userActivity(id: $id, isEditing: $isEditing) {\n      ...UserActivityParts\n      user {\n        id\n        ...UserSignIn\n        ...UserTrail\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddSamplePeople($first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    write: addSamplePeople {\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      firstSteps {\n        ...FirstStepsParts\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation AddSamplePeople($first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    write: addSamplePeople {\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      firstSteps {\n        ...FirstStepsParts\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveSamplePeople($first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    write: removeSamplePeople {\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      firstSteps {\n        ...FirstStepsParts\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RemoveSamplePeople($first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    write: removeSamplePeople {\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      firstSteps {\n        ...FirstStepsParts\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserRow on User {\n    id\n    version\n    email\n    displayName\n    title\n    department\n    phone\n    locale\n    timeZone\n    status\n    state\n    invitationExpiresAt\n    roles {\n      id\n      name\n    }\n    createdAt\n    updatedAt\n    lastSignInAt\n    hasSecondFactor\n    viewerCanUpdate\n    viewerCanDelete\n  }\n"): (typeof documents)["\n  fragment UserRow on User {\n    id\n    version\n    email\n    displayName\n    title\n    department\n    phone\n    locale\n    timeZone\n    status\n    state\n    invitationExpiresAt\n    roles {\n      id\n      name\n    }\n    createdAt\n    updatedAt\n    lastSignInAt\n    hasSecondFactor\n    viewerCanUpdate\n    viewerCanDelete\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserDetails on User {\n    ...UserRow\n    roles {\n      id\n      description\n      permissions\n    }\n    givenName\n    familyName\n    viewerCanChangeRoles\n  }\n"): (typeof documents)["\n  fragment UserDetails on User {\n    ...UserRow\n    roles {\n      id\n      description\n      permissions\n    }\n    givenName\n    familyName\n    viewerCanChangeRoles\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserPage on UserConnection {\n    edges {\n      cursor\n      node {\n        ...UserRow\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n    totalCountIsCapped\n  }\n"): (typeof documents)["\n  fragment UserPage on UserConnection {\n    edges {\n      cursor\n      node {\n        ...UserRow\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n    totalCountIsCapped\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FirstStepsParts on FirstSteps {\n    people\n    samplePeople\n    hasInvited\n    hasSecondFactor\n    hasAccessToken\n    sendsMail\n  }\n"): (typeof documents)["\n  fragment FirstStepsParts on FirstSteps {\n    people\n    samplePeople\n    hasInvited\n    hasSecondFactor\n    hasAccessToken\n    sendsMail\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Users(\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withStart: Boolean! = false\n    $withSide: Boolean! = false\n    $timeZone: String\n  ) {\n    users(\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n      where: $where\n      search: $search\n      orderBy: $orderBy\n    ) {\n      ...UserPage\n      # Read for a search that finds nobody, and free of cost for any other list.\n      suggestion\n      binCount(ifEmpty: true)\n    }\n    ...SideLists @include(if: $withSide)\n    firstSteps @include(if: $withStart) {\n      ...FirstStepsParts\n    }\n  }\n"): (typeof documents)["\n  query Users(\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withStart: Boolean! = false\n    $withSide: Boolean! = false\n    $timeZone: String\n  ) {\n    users(\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n      where: $where\n      search: $search\n      orderBy: $orderBy\n    ) {\n      ...UserPage\n      # Read for a search that finds nobody, and free of cost for any other list.\n      suggestion\n      binCount(ifEmpty: true)\n    }\n    ...SideLists @include(if: $withSide)\n    firstSteps @include(if: $withStart) {\n      ...FirstStepsParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserLandmarks($orderBy: UserOrder) {\n    userLandmarks(orderBy: $orderBy) {\n      index\n      cursor\n      key\n    }\n  }\n"): (typeof documents)["\n  query UserLandmarks($orderBy: UserOrder) {\n    userLandmarks(orderBy: $orderBy) {\n      index\n      cursor\n      key\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindPeople($search: String!, $withViews: Boolean!) {\n    users(first: 5, search: $search) {\n      nodes {\n        id\n        displayName\n        email\n      }\n    }\n    roles {\n      id\n      name\n    }\n    views @include(if: $withViews) {\n      ...ViewRow\n    }\n  }\n"): (typeof documents)["\n  query FindPeople($search: String!, $withViews: Boolean!) {\n    users(first: 5, search: $search) {\n      nodes {\n        id\n        displayName\n        email\n      }\n    }\n    roles {\n      id\n      name\n    }\n    views @include(if: $withViews) {\n      ...ViewRow\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Roles {\n    roles {\n      id\n      name\n      description\n      permissions\n      viewerCanGive\n    }\n  }\n"): (typeof documents)["\n  query Roles {\n    roles {\n      id\n      name\n      description\n      permissions\n      viewerCanGive\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserFacets(\n    $facet: UserFacet!\n    $where: UserWhere\n    $search: String\n    $matching: String\n    $timeZone: String\n  ) {\n    userFacets(facets: [$facet], where: $where, search: $search, matching: $matching, timeZone: $timeZone) {\n      facet\n      hasMore\n      values {\n        value\n        label\n        count\n        countIsCapped\n      }\n    }\n  }\n"): (typeof documents)["\n  query UserFacets(\n    $facet: UserFacet!\n    $where: UserWhere\n    $search: String\n    $matching: String\n    $timeZone: String\n  ) {\n    userFacets(facets: [$facet], where: $where, search: $search, matching: $matching, timeZone: $timeZone) {\n      facet\n      hasMore\n      values {\n        value\n        label\n        count\n        countIsCapped\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FormError on UserError {\n    code\n    message\n    path\n  }\n"): (typeof documents)["\n  fragment FormError on UserError {\n    code\n    message\n    path\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment WrittenUser on User {\n    ...UserDetails\n    position(where: $where, search: $search, orderBy: $orderBy) {\n      cursor\n      previousId\n      nextId\n    }\n  }\n"): (typeof documents)["\n  fragment WrittenUser on User {\n    ...UserDetails\n    position(where: $where, search: $search, orderBy: $orderBy) {\n      cursor\n      previousId\n      nextId\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserWrite on UserWritePayload {\n    user {\n      ...WrittenUser\n    }\n    users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n      ...UserPage\n    }\n    ...WrittenViews\n    userErrors {\n      ...FormError\n    }\n    emailHolder {\n      id\n      displayName\n    }\n  }\n"): (typeof documents)["\n  fragment UserWrite on UserWritePayload {\n    user {\n      ...WrittenUser\n    }\n    users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n      ...UserPage\n    }\n    ...WrittenViews\n    userErrors {\n      ...FormError\n    }\n    emailHolder {\n      id\n      displayName\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FieldChange on UserFieldChange {\n    field\n    before\n    after\n    occurredAt\n    isOwn\n    actor {\n      id\n      displayName\n    }\n  }\n"): (typeof documents)["\n  fragment FieldChange on UserFieldChange {\n    field\n    before\n    after\n    occurredAt\n    isOwn\n    actor {\n      id\n      displayName\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateUser(\n    $input: CreateUserInput!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withViews: Boolean!\n    $timeZone: String!\n  ) {\n    write: createUser(input: $input) {\n      ...UserWrite\n      invitationLink\n    }\n  }\n"): (typeof documents)["\n  mutation CreateUser(\n    $input: CreateUserInput!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withViews: Boolean!\n    $timeZone: String!\n  ) {\n    write: createUser(input: $input) {\n      ...UserWrite\n      invitationLink\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateUser(\n    $input: UpdateUserInput!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withViews: Boolean!\n    $timeZone: String!\n  ) {\n    write: updateUser(input: $input) {\n      ...UserWrite\n      conflict {\n        user {\n          ...UserDetails\n        }\n        changes {\n          ...FieldChange\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateUser(\n    $input: UpdateUserInput!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withViews: Boolean!\n    $timeZone: String!\n  ) {\n    write: updateUser(input: $input) {\n      ...UserWrite\n      conflict {\n        user {\n          ...UserDetails\n        }\n        changes {\n          ...FieldChange\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeactivateUser(\n    $id: ID!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withViews: Boolean!\n    $timeZone: String!\n  ) {\n    write: deactivateUser(id: $id) {\n      ...UserWrite\n    }\n  }\n"): (typeof documents)["\n  mutation DeactivateUser(\n    $id: ID!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withViews: Boolean!\n    $timeZone: String!\n  ) {\n    write: deactivateUser(id: $id) {\n      ...UserWrite\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReactivateUser(\n    $id: ID!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withViews: Boolean!\n    $timeZone: String!\n  ) {\n    write: reactivateUser(id: $id) {\n      ...UserWrite\n    }\n  }\n"): (typeof documents)["\n  mutation ReactivateUser(\n    $id: ID!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withViews: Boolean!\n    $timeZone: String!\n  ) {\n    write: reactivateUser(id: $id) {\n      ...UserWrite\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteUser(\n    $id: ID!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withViews: Boolean!\n    $timeZone: String!\n  ) {\n    write: deleteUser(id: $id) {\n      ...UserWrite\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteUser(\n    $id: ID!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withViews: Boolean!\n    $timeZone: String!\n  ) {\n    write: deleteUser(id: $id) {\n      ...UserWrite\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RestoreUser(\n    $id: ID!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withViews: Boolean!\n    $timeZone: String!\n  ) {\n    write: restoreUser(id: $id) {\n      ...UserWrite\n    }\n  }\n"): (typeof documents)["\n  mutation RestoreUser(\n    $id: ID!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n    $withViews: Boolean!\n    $timeZone: String!\n  ) {\n    write: restoreUser(id: $id) {\n      ...UserWrite\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription UserChanged($where: UserWhere, $search: String, $orderBy: UserOrder) {\n    userChanged {\n      kind\n      user {\n        ...WrittenUser\n      }\n      users(where: $where, search: $search, orderBy: $orderBy) {\n        totalCount\n        totalCountIsCapped\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription UserChanged($where: UserWhere, $search: String, $orderBy: UserOrder) {\n    userChanged {\n      kind\n      user {\n        ...WrittenUser\n      }\n      users(where: $where, search: $search, orderBy: $orderBy) {\n        totalCount\n        totalCountIsCapped\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ListCount on UserConnection {\n    totalCount\n    totalCountIsCapped\n  }\n"): (typeof documents)["\n  fragment ListCount on UserConnection {\n    totalCount\n    totalCountIsCapped\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ViewRow on SavedView {\n    id\n    name\n    query\n    layout\n    isShared\n    version\n    viewerCanUpdate\n  }\n"): (typeof documents)["\n  fragment ViewRow on SavedView {\n    id\n    name\n    query\n    layout\n    isShared\n    version\n    viewerCanUpdate\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ViewCount on SavedView {\n    id\n    userCount(timeZone: $timeZone) {\n      totalCount\n      totalCountIsCapped\n    }\n  }\n"): (typeof documents)["\n  fragment ViewCount on SavedView {\n    id\n    userCount(timeZone: $timeZone) {\n      totalCount\n      totalCountIsCapped\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SideLists on Query {\n    everyone: users(first: 1) {\n      ...ListCount\n    }\n    noAccess: users(first: 1, where: { state: [NO_ACCESS] }) {\n      ...ListCount\n    }\n    invited: users(first: 1, where: { state: [INVITED, INVITATION_EXPIRED] }) {\n      ...ListCount\n    }\n    deactivated: users(first: 1, where: { state: [DEACTIVATED] }) {\n      ...ListCount\n    }\n    bin: users(first: 1, where: { state: [DELETED] }) {\n      ...ListCount\n    }\n    views {\n      ...ViewRow\n      ...ViewCount\n    }\n  }\n"): (typeof documents)["\n  fragment SideLists on Query {\n    everyone: users(first: 1) {\n      ...ListCount\n    }\n    noAccess: users(first: 1, where: { state: [NO_ACCESS] }) {\n      ...ListCount\n    }\n    invited: users(first: 1, where: { state: [INVITED, INVITATION_EXPIRED] }) {\n      ...ListCount\n    }\n    deactivated: users(first: 1, where: { state: [DEACTIVATED] }) {\n      ...ListCount\n    }\n    bin: users(first: 1, where: { state: [DELETED] }) {\n      ...ListCount\n    }\n    views {\n      ...ViewRow\n      ...ViewCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment WrittenViews on UserWritePayload {\n    views @include(if: $withViews) {\n      ...ViewRow\n      ...ViewCount\n    }\n  }\n"): (typeof documents)["\n  fragment WrittenViews on UserWritePayload {\n    views @include(if: $withViews) {\n      ...ViewRow\n      ...ViewCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SideLists($timeZone: String!) {\n    ...SideLists\n  }\n"): (typeof documents)["\n  query SideLists($timeZone: String!) {\n    ...SideLists\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ViewWrite on SavedViewPayload {\n    view {\n      ...ViewRow\n      ...ViewCount\n    }\n    views {\n      ...ViewRow\n    }\n    userErrors {\n      ...FormError\n    }\n  }\n"): (typeof documents)["\n  fragment ViewWrite on SavedViewPayload {\n    view {\n      ...ViewRow\n      ...ViewCount\n    }\n    views {\n      ...ViewRow\n    }\n    userErrors {\n      ...FormError\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateView($input: CreateViewInput!, $timeZone: String!) {\n    write: createView(input: $input) {\n      ...ViewWrite\n    }\n  }\n"): (typeof documents)["\n  mutation CreateView($input: CreateViewInput!, $timeZone: String!) {\n    write: createView(input: $input) {\n      ...ViewWrite\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateView($input: UpdateViewInput!, $timeZone: String!) {\n    write: updateView(input: $input) {\n      ...ViewWrite\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateView($input: UpdateViewInput!, $timeZone: String!) {\n    write: updateView(input: $input) {\n      ...ViewWrite\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteView($id: ID!, $timeZone: String!) {\n    write: deleteView(id: $id) {\n      ...ViewWrite\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteView($id: ID!, $timeZone: String!) {\n    write: deleteView(id: $id) {\n      ...ViewWrite\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;