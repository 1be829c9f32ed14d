//! Makes the sample workbooks in `inputs/`, and larger ones for benchmarks. Everything is fictional
//! and seeded: the same command writes the same bytes.

mod answer;
mod bulk;
mod cell;
mod code;
mod cup;
mod log;
mod names;
mod outcome;
mod problems;
mod random;
mod ratio;
mod record;
mod roster;
mod rule;
mod sample;
mod score;
mod stations;
mod style;
mod text;
mod unit;
mod wide;

use clap::{Parser, Subcommand};
use roster::Roster;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// 生成虚构的示例工作簿;相同的命令生成相同的文件。
#[derive(Parser)]
#[command(
    name = "ankang-samples",
    after_help = "例:ankang-samples cup 650000 big.xlsx"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// 重新生成 inputs/ 中的全部示例和预期结果
    Inputs {
        /// 写到哪个文件夹
        #[arg(long, default_value = "inputs")]
        into: PathBuf,
    },
    /// 任意多家企业(安康杯),供测速
    Cup(Bulk),
    /// 任意多个工作站,供测速
    Stations(Bulk),
}

#[derive(clap::Args)]
struct Bulk {
    /// 单位数
    count: usize,
    /// 工作簿;超过一百万家时写成几个
    file: PathBuf,
    /// 随机数种子
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Inputs { into } => inputs(&into),
        Command::Cup(bulk) => bulk::write(&bulk.file, Roster::Enterprises, bulk.count, bulk.seed),
        Command::Stations(bulk) => bulk::write(&bulk.file, Roster::Stations, bulk.count, bulk.seed),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("ankang-samples: {error}");
            ExitCode::from(3)
        }
    }
}

fn inputs(into: &Path) -> Result<(), Box<dyn Error>> {
    let expected = into.join("expected");
    for folder in ["ankang-cup", "stations", "problems", "expected"] {
        std::fs::create_dir_all(into.join(folder))?;
    }
    cup::write(&into.join("ankang-cup"), &expected.join("ankang-cup.tsv"))?;
    stations::write(&into.join("stations"), &expected.join("stations.tsv"))?;
    problems::write(&into.join("problems"), &expected.join("problems.tsv"))
}
