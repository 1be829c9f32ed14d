//! Arguments in, exit code out.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    ankang::cli::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
