//! A software authenticator: one ES256 passkey that knows its owner, as a phone would hold it.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub struct Authenticator {
    key: EcdsaKeyPair,
    random: SystemRandom,
    pub credential_id: Vec<u8>,
    /// What it tells where it is asked from.
    pub origin: String,
    pub counter: u32,
    /// The owner's id, given at registration.
    user_handle: String,
}

/// User present and verified.
const SEEN: u8 = 0b0000_0101;
/// A new credential comes along.
const ATTESTED: u8 = 0b0100_0000;

impl Authenticator {
    pub fn new() -> Self {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &random).unwrap();
        Self {
            key,
            random,
            credential_id: rand::random::<[u8; 16]>().to_vec(),
            origin: String::from("http://localhost:3000"),
            counter: 1,
            user_handle: String::new(),
        }
    }

    fn client_data(&self, kind: &str, challenge: &Value) -> Vec<u8> {
        let data = json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false });
        data.to_string().into_bytes()
    }

    /// Relying party, flags, counter.
    fn head(&self, relying_party: &str, flags: u8) -> Vec<u8> {
        let mut data = Sha256::digest(relying_party.as_bytes()).to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// The public key as COSE writes it: EC2, ES256, P-256, x, y.
    fn cose_key(&self) -> Vec<u8> {
        let point = self.key.public_key().as_ref();
        let mut cose = vec![0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
        cose.extend(&point[1..33]);
        cose.extend([0x22, 0x58, 0x20]);
        cose.extend(&point[33..65]);
        cose
    }

    /// Answers `navigator.credentials.create`: the credential as JSON text.
    pub fn create(&mut self, options: &Value) -> String {
        let options = &options["publicKey"];
        options["user"]["id"].as_str().unwrap().clone_into(&mut self.user_handle);
        let mut data = self.head(options["rp"]["id"].as_str().unwrap(), SEEN | ATTESTED);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.credential_id.len()).unwrap().to_be_bytes());
        data.extend(&self.credential_id);
        data.extend(self.cose_key());
        // {"fmt": "none", "attStmt": {}, "authData": bytes}
        let mut attestation = vec![0xa3, 0x63];
        attestation.extend(b"fmt");
        attestation.push(0x64);
        attestation.extend(b"none");
        attestation.push(0x67);
        attestation.extend(b"attStmt");
        attestation.extend([0xa0, 0x68]);
        attestation.extend(b"authData");
        attestation.extend([0x58, u8::try_from(data.len()).unwrap()]);
        attestation.extend(&data);
        let client_data = self.client_data("webauthn.create", &options["challenge"]);
        let id = BASE64.encode(&self.credential_id);
        json!({
            "id": id, "rawId": id, "type": "public-key", "extensions": {},
            "response": { "attestationObject": BASE64.encode(attestation), "clientDataJSON": BASE64.encode(client_data) },
        })
        .to_string()
    }

    /// Answers `navigator.credentials.get`, with the counter as it stands: the credential as JSON text.
    pub fn sign(&self, options: &Value) -> String {
        let options = &options["publicKey"];
        let data = self.head(options["rpId"].as_str().unwrap(), SEEN);
        let client_data = self.client_data("webauthn.get", &options["challenge"]);
        let signed = [data.as_slice(), &Sha256::digest(&client_data)].concat();
        let signature = self.key.sign(&self.random, &signed).unwrap();
        let id = BASE64.encode(&self.credential_id);
        json!({
            "id": id, "rawId": id, "type": "public-key", "extensions": {},
            "response": {
                "authenticatorData": BASE64.encode(data), "clientDataJSON": BASE64.encode(client_data),
                "signature": BASE64.encode(signature.as_ref()), "userHandle": self.user_handle,
            },
        })
        .to_string()
    }
}
