// A process that attacks a server until it is ended:  node attacker.mjs ATTACK ORIGIN ADDRESSES CONNECTIONS
import { ATTACKS, outcomes } from './attacks.mjs';

const [, , attack, origin, addresses, connections] = process.argv;
process.on('SIGTERM', () => {
  console.log(JSON.stringify(outcomes()));
  process.exit();
});
await Promise.all(
  addresses
    .split(',')
    .map((address) => ATTACKS[attack](origin, { address, connections: Number(connections) })),
);
