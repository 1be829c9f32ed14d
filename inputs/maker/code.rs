//! 统一社会信用代码 (GB 32100-2015): eighteen characters, the last one a check character; nine of
//! them are the organisation code with a check character of its own (GB 11714).

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A code that passes both checks and is invented: its region, 9901, is none of GB/T 2260, and its
/// organisation part is counted up from `XL000000`.
pub fn fictional(kind: &str, county: usize, number: u64) -> String {
    let mut body = String::from("XL");
    let mut rest = number;
    let mut tail = [b'0'; 6];
    for place in tail.iter_mut().rev() {
        *place = ALPHABET[(rest % 31) as usize];
        rest /= 31;
    }
    body.extend(tail.map(char::from));
    let organisation = format!("{body}{}", organisation_check(&body));
    let front = format!("{kind}9901{:02}{organisation}", county + 1);
    format!("{front}{}", check(&front))
}

/// The check character of the first seventeen: weights 3ⁱ mod 31.
pub fn check(front: &str) -> char {
    let mut weight = 1;
    let mut sum = 0;
    for byte in front.bytes() {
        sum += weight * ALPHABET.iter().position(|&a| a == byte).unwrap_or(0);
        weight = weight * 3 % 31;
    }
    char::from(ALPHABET[(31 - sum % 31) % 31])
}

/// The check character of an organisation code: weights 3 7 9 10 5 8 4 2, modulo 11.
fn organisation_check(body: &str) -> char {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let values = body.chars().map(|c| c.to_digit(36).unwrap_or(0));
    let sum: u32 = values
        .zip(WEIGHTS)
        .map(|(value, weight)| value * weight)
        .sum();
    match (11 - sum % 11) % 11 {
        10 => 'X',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    }
}
