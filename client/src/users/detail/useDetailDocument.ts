import { useViewer } from '../../auth/session/useSession';
import {
  UserDocument,
  UserInFullDocument,
  UserToAuditDocument,
  UserToEditDocument,
} from './detail.documents';

/** The query for one user that asks for all that the viewer may see. */
export function useDetailDocument() {
  const { may } = useViewer();
  const [mayEdit, mayAudit] = [may('USERS_WRITE'), may('AUDIT_READ')];
  const toEdit = mayAudit ? UserInFullDocument : UserToEditDocument;
  const toRead = mayAudit ? UserToAuditDocument : UserDocument;
  // The most that any of the four answers with; what it leaves out is undefined.
  return { document: (mayEdit ? toEdit : toRead) as typeof UserInFullDocument, mayAudit };
}
