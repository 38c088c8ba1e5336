//! Those who take money for us. Each says in a neutral report what it vouches for.

pub mod wechat;
