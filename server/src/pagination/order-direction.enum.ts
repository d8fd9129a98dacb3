import { registerEnum } from '../scalars/register-enum.js';

/** The direction of a row order. */
export enum OrderDirection {
  ASC = 'ASC',
  DESC = 'DESC',
}

registerEnum(OrderDirection, 'OrderDirection', 'Which end of an order comes first.', {
  ASC: 'Smallest, earliest, A first.',
  DESC: 'Greatest, latest, Z first.',
});
