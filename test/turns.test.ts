import { Turns } from '../src/limits/turns';

const PATIENCE = 30_000;

test('what is larger than all that may run at once runs alone, and at once where nothing runs', async () => {
  const turns = new Turns(1000);
  const end = await turns.take(5000, PATIENCE);
  const order: string[] = [];
  const dear = turns.take(900, PATIENCE).then((done) => (order.push('dear'), done));
  const small = await turns.take(20, PATIENCE);
  order.push('small');
  end();
  small();
  (await dear)();
  expect(order).toEqual(['small', 'dear']);
});

test('who waits in vain is told that the server is busy', async () => {
  const turns = new Turns(1000);
  await turns.take(1000, PATIENCE);
  await expect(turns.take(500, 10)).rejects.toThrow('The server is busy');
});
