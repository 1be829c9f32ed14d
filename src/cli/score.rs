//! `ankang score`: read, check, score, rank, write.

use std::path::Path;

use super::args::Score;
use super::atomic::stage;
use super::exit::{Exit, Failure};
use super::files::Chosen;
use super::progress::Progress;
use super::screen::Screen;
use super::target::Target;
use super::{context, files, load, names, summary, target};
use crate::intake::Reading;
use crate::problem::{Lang, list};
use crate::rank::{Rollup, Standing};
use crate::report::{Report, is_own_json, is_own_result};
use crate::scheme::Scheme;

/// Where the outputs go.
struct Outputs {
    workbook: Target,
    json: Option<Target>,
}

pub(super) fn run(args: Score, screen: &mut Screen) -> Result<Exit, Failure> {
    let lang = screen.lang;
    screen.piped = args.json.as_deref() == Some(Path::new("-"));
    let scheme = load::scheme(&args.scheme, lang)?;
    cautions(&scheme, &args.scheme, screen);
    let default = names::result(&scheme.id, args.round.as_deref(), args.draft);
    let path = target::workbook(args.output.as_deref(), &default, lang)?;
    let chosen = files::chosen(&args.inputs, args.roster.as_deref(), Some(&path), lang)?;
    let outputs = outputs(&args, &path, &chosen, screen)?;
    let reading = context::read(&scheme, &chosen, args.round.as_deref(), screen)?;

    let faulty = !reading.problems.is_empty();
    if faulty {
        screen.err(&list::problems(&reading.problems, lang, true));
        if !args.draft {
            return refused(&scheme, &reading, screen);
        }
    }
    let working = Progress::new(1, lang.pick("评分、写出结果", "scoring and writing"));
    let standing = Standing::of(&scheme, &reading.round).map_err(|(subject, _)| {
        let name = reading
            .round
            .subjects
            .get(subject.index())
            .map_or("", |subject| &*subject.name);
        overflow(name, lang)
    })?;
    let report = Report {
        draft: args.draft,
        round_name: args.round.as_deref(),
        ..report(&scheme, &reading, &standing)
    };
    write(&report, outputs, lang)?;
    drop(working);
    if screen.piped {
        screen.raw(|out| report.json_to(lang, out))?;
    }
    screen.out(&summary::of(&report, &path, lang))?;
    Ok(if faulty { Exit::Problems } else { Exit::Done })
}

/// One line where the scheme does what its author should know.
fn cautions(scheme: &Scheme, given: &Path, screen: &mut Screen) {
    let (count, file) = (scheme.cautions.len(), given.display());
    if count > 0 {
        screen.err(&screen.lang.pick(
            format!("方案有 {count} 处提醒,详见 ankang rules check {file}\n"),
            format!("{count} caution(s) in the scheme: see ankang rules check {file}\n"),
        ));
    }
}

/// Where the outputs go, known to be allowed before anything is computed.
fn outputs(
    args: &Score,
    path: &Path,
    chosen: &[Chosen],
    screen: &Screen,
) -> Result<Outputs, Failure> {
    let lang = screen.lang;
    let real = path.canonicalize().ok();
    let input = chosen
        .iter()
        .find(|chosen| real.is_some() && chosen.path.canonicalize().ok() == real);
    if let Some(input) = input {
        let input = input.path.display();
        return Err(Failure::usage(
            lang,
            &lang.pick(
                format!("{input} 既是要读的工作簿,又是结果要写到的地方"),
                format!("{input} is an input and the result at once"),
            ),
            lang.pick("请用 -o 换一个文件名", "choose another name with -o"),
        ));
    }
    if args.json.as_deref().is_some_and(|json| json == path) {
        return Err(Failure::usage(
            lang,
            lang.pick(
                "结果工作簿和 JSON 不能写到同一个文件",
                "the result and the JSON cannot be one file",
            ),
            lang.pick("请换一个文件名", "choose another name"),
        ));
    }
    let json = match args.json.as_deref() {
        Some(json) if !screen.piped => Some(target::allowed(json, is_own_json, lang)?),
        _ => None,
    };
    Ok(Outputs {
        workbook: target::allowed(path, is_own_result, lang)?,
        json,
    })
}

fn report<'a>(scheme: &'a Scheme, reading: &'a Reading, standing: &'a Standing) -> Report<'a> {
    Report {
        scheme,
        round: &reading.round,
        standing,
        inputs: &reading.inputs,
        problems: &reading.problems,
        repairs: &reading.repairs,
        round_name: None,
        draft: false,
    }
}

/// The data has problems and no draft was asked for: nothing is scored, and no file is touched.
fn refused(scheme: &Scheme, reading: &Reading, screen: &mut Screen) -> Result<Exit, Failure> {
    let lang = screen.lang;
    if screen.piped {
        let standing = Standing {
            order: Vec::new(),
            ties: Vec::new(),
            awards: Vec::new(),
            rollups: Vec::new(),
            areas: Vec::new(),
            whole: Rollup::default(),
        };
        let report = report(scheme, reading, &standing);
        screen.raw(|out| report.json_to(lang, out))?;
    }
    let count = reading.problems.len();
    screen.err(&lang.pick(
        format!("\n数据有 {count} 个问题,没有写出结果。改正后再试;要先看草稿,请加 --draft\n"),
        format!(
            "\nThe data has {count} problem(s); no result was written. Mend them, or add --draft\n"
        ),
    ));
    Ok(Exit::Problems)
}

/// Both files are complete before either is put into its place.
fn write(report: &Report<'_>, outputs: Outputs, lang: Lang) -> Result<(), Failure> {
    let bytes = report.workbook().map_err(|error| {
        Failure::data(
            lang,
            &lang.pick(
                format!("结果工作簿写不出来:{error}"),
                format!("the result workbook cannot be made: {error}"),
            ),
            "",
        )
    })?;
    let workbook = stage(outputs.workbook, lang, |out| out.write_all(&bytes))?;
    let json = match outputs.json {
        Some(target) => Some(stage(target, lang, |out| report.json_to(lang, out))?),
        None => None,
    };
    workbook.commit(lang)?;
    if let Some(json) = json {
        json.commit(lang)?;
    }
    Ok(())
}

fn overflow(subject: &str, lang: Lang) -> Failure {
    Failure::data(
        lang,
        &lang.pick(
            format!("{subject} 的计算结果超过 28 位数"),
            format!("a result of {subject} runs beyond 28 digits"),
        ),
        lang.pick(
            "请检查该单位的数据有没有多写的 0,以及方案中的公式",
            "look for a number with too many zeros, and at the formulas of the scheme",
        ),
    )
}
