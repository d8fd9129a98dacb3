import type { FastifyInstance } from 'fastify';
import { auditRoutes } from '../audit/audit.routes.js';
import { findViewerAgain } from '../auth/viewer/viewer.service.js';
import { feedbackRoutes } from '../feedback/feedback.routes.js';
import { bulkRoutes } from '../bulk/job/bulk.routes.js';
import { type UserExportOptions, userExportRoutes } from '../users/export/user-export.routes.js';
import { type UserImportOptions, userImportRoutes } from '../users/import/user-import.routes.js';
import { clientAddress } from './connections/client-address.js';
import { refuseOtherMethods } from './error-answers.js';

/** Exports and imports of lists as files: the routes without GraphQL. */
export function fileRoutes(
  app: FastifyInstance,
  options: Pick<UserExportOptions, 'schema'> & UserImportOptions,
): void {
  auditRoutes(app, options);
  refuseOtherMethods(app, '/audit/export', ['GET', 'HEAD']);
  bulkRoutes(app, options);
  refuseOtherMethods(app, '/bulk/:id/results.csv', ['GET', 'HEAD']);
  feedbackRoutes(app, { ...options, addressOf: clientAddress });
  refuseOtherMethods(app, '/feedback/export', ['GET', 'HEAD']);
  userImportRoutes(app, options);
  refuseOtherMethods(app, '/users/imports/:id', ['PUT']);
  refuseOtherMethods(app, '/users/imports/:id/check', ['POST']);
  refuseOtherMethods(app, '/users/imports/:id/refused', ['GET', 'HEAD']);
  userExportRoutes(app, {
    ...options,
    authenticateAgain: (viewer, request) =>
      findViewerAgain(options.database(), viewer, clientAddress(request)),
    addressOf: clientAddress,
  });
}
