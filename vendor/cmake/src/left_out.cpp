// What HiGHS can do and drawdown never asks for: HiPO, PDLP and quadratic programs. Their sources take a sixth of the time to compile.
//
// The rest of HiGHS names the functions below. Each says that it could not solve: who chooses one of these solvers gets an error.

#include "ipm/hipo/ipm/Solver.h"
#include "lp_data/HighsLpSolverObject.h"
#include "pdlp/CupdlpWrapper.h"
#include "pdlp/HiPdlpWrapper.h"
#include "qpsolver/QpAsmWrapper.h"

template <typename Asked>
static HighsStatus leftOut(Asked& asked) {
  asked.model_status_ = HighsModelStatus::kSolveError;
  return HighsStatus::kError;
}

HighsStatus solveLpCupdlp(HighsLpSolverObject& asked) { return leftOut(asked); }
HighsStatus solveLpHiPdlp(HighsLpSolverObject& asked) { return leftOut(asked); }
HighsStatus solveQpAsm(HighsQpSolverObject& asked) { return leftOut(asked); }

namespace hipo {

Logger::Logger(bool) {}

// HiGHS loads first, and gives up if that fails: what follows is never called.
Int Solver::load(const HighsLp&, const HighsHessian&) { return 1; }

void Solver::setOptions(const HighsOptions&) {}
void Solver::setCallback(HighsCallback&) {}
void Solver::setTimer(const HighsTimer&) {}
void Solver::solve() {}
void Solver::getInteriorSolution(std::vector<double>&, std::vector<double>&, std::vector<double>&, std::vector<double>&,
                                 std::vector<double>&, std::vector<double>&, std::vector<double>&) const {}
Int Solver::getBasicSolution(std::vector<double>&, std::vector<double>&, std::vector<double>&, std::vector<double>&,
                             Int*, Int*) const {
  return 1;
}
const Info& Solver::getInfo() const { return info_; }
void Solver::getOriginalDims(Int& rows, Int& columns) const { rows = columns = 0; }
bool Solver::solved() const { return false; }
bool Solver::stopped() const { return false; }
bool Solver::failed() const { return true; }

}  // namespace hipo
