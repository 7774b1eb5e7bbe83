import fc from 'fast-check';

// Jest's seed, which `--seed` gives, decides what is generated: what has failed can be seen to fail again.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: jest.getSeed() });
